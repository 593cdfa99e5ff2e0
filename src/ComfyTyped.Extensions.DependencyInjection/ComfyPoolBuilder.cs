using ComfyTyped.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace ComfyTyped;

/// <summary>Sets up the pool of the service container further.</summary>
public sealed class ComfyPoolBuilder
{
    internal ComfyPoolBuilder(IServiceCollection services)
    {
        Services = services;
        Options = services.AddOptionsWithValidateOnStart<ComfyPoolOptions>().PostConfigure<ILoggerFactory, IServiceProvider>(Complete);
    }

    /// <summary>Gets the services.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Gets the pool's options.</summary>
    public OptionsBuilder<ComfyPoolOptions> Options { get; }

    /// <summary>Adds a server.</summary>
    /// <param name="name">The key of its client, which is a keyed singleton <see cref="ComfyClient"/> as well.</param>
    /// <param name="configure">Sets at least <see cref="ComfyClientOptions.Url"/>. Options of no use fail the start of the host.</param>
    /// <returns>This builder.</returns>
    public ComfyPoolBuilder AddServer(string name, Action<ComfyClientOptions> configure)
    {
        Services.AddComfyClient(name, configure);
        return Join(name);
    }

    /// <summary>Adds a server.</summary>
    /// <param name="name">The key of its client, which is a keyed singleton <see cref="ComfyClient"/> as well.</param>
    /// <param name="section">The configuration with at least <c>Url</c>; other settings have the names of <see cref="ComfyClientOptions"/>.</param>
    /// <returns>This builder.</returns>
    public ComfyPoolBuilder AddServer(string name, IConfiguration section)
    {
        Services.AddComfyClient(name, section);
        return Join(name);
    }

    private ComfyPoolBuilder Join(string name)
    {
        Services.AddSingleton(new PoolMember(name));
        return this;
    }

    /// <summary>What the application has anyway, unless the options name something else.</summary>
    private static void Complete(ComfyPoolOptions options, ILoggerFactory loggers, IServiceProvider provider)
    {
        if (ReferenceEquals(options.LoggerFactory, NullLoggerFactory.Instance))
            options.LoggerFactory = loggers;
        if (ReferenceEquals(options.TimeProvider, TimeProvider.System) && provider.GetService<TimeProvider>() is { } time)
            options.TimeProvider = time;
    }
}
