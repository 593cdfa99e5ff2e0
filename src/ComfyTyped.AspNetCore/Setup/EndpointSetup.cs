using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ComfyTyped.AspNetCore.Setup;

/// <summary>What an endpoint was set up with, once and for all of its requests.</summary>
internal sealed record EndpointSetup
{
    /// <summary>The name of the workflow class.</summary>
    public required string Name { get; init; }

    /// <summary>Makes the workflow of one request.</summary>
    public required Func<ComfyWorkflow> Create { get; init; }

    public required IComfyClient Client { get; init; }

    public required InputAccess Access { get; init; }

    public required EndpointLimits Limits { get; init; }

    /// <summary>The folder that uploads go to; null for what fits each input.</summary>
    public required ComfyFolder? UploadFolder { get; init; }

    /// <summary>Tells who a caller is; null when links are enough.</summary>
    public required Func<HttpContext, string?>? Owner { get; init; }

    public required CrossSite CrossSite { get; init; }

    public required bool HasPage { get; init; }

    public required bool ShowsFailureDetails { get; init; }

    public required TimeProvider Time { get; init; }

    public required ILogger Logger { get; init; }

    /// <summary>Ends all runs: the application stops.</summary>
    public required CancellationToken Stopping { get; init; }

    public static EndpointSetup Of<TWorkflow>(Func<TWorkflow> create, ComfyEndpointOptions<TWorkflow> options, IServiceProvider services)
        where TWorkflow : ComfyWorkflow
    {
        EndpointLimits limits = options.ToLimits();
        TWorkflow workflow = create();
        bool isDevelopment = services.GetService<IHostEnvironment>()?.IsDevelopment() ?? false;
        return new EndpointSetup
        {
            Name = workflow.GetType().Name,
            Create = create,
            Client = FindClient(services, options.Client),
            Access = InputAccess.Of(workflow, options),
            Limits = limits,
            UploadFolder = options.UploadFolder,
            Owner = options.Owner,
            CrossSite = new CrossSite(options.AllowedOrigins),
            HasPage = options.Page ?? isDevelopment,
            ShowsFailureDetails = options.ShowFailureDetails ?? isDevelopment,
            Time = services.GetService<TimeProvider>() ?? TimeProvider.System,
            Logger = services.GetRequiredService<ILoggerFactory>().CreateLogger("ComfyTyped.AspNetCore"),
            Stopping = services.GetService<IHostApplicationLifetime>()?.ApplicationStopping ?? CancellationToken.None,
        };
    }

    private static IComfyClient FindClient(IServiceProvider services, string? key)
    {
        IComfyClient? client = key is null
            ? services.GetService<IComfyClient>() ?? services.GetService<ComfyClient>()
            : services.GetKeyedService<IComfyClient>(key) ?? services.GetKeyedService<ComfyClient>(key);
        string call = key is null ? "AddComfyClient(...)" : $"AddComfyClient(\"{key}\", ...)";
        return client ?? throw new InvalidOperationException($"There is no ComfyUI client in the services to run the workflow on. Add one: builder.Services.{call}.");
    }
}
