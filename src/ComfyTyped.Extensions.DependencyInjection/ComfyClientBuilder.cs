using ComfyTyped.Hosting;
using ComfyTyped.Wire;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace ComfyTyped;

/// <summary>Sets up a client of the service container further.</summary>
public sealed class ComfyClientBuilder
{
    internal ComfyClientBuilder(IServiceCollection services, string name)
    {
        Services = services;
        Name = name;
        HttpClient = AddHttpClient(services, name.Length == 0 ? "ComfyTyped" : "ComfyTyped." + name);
        Options = services.AddOptionsWithValidateOnStart<ComfyClientOptions>(name)
            .PostConfigure<ILoggerFactory, IHttpClientFactory, IServiceProvider>(Complete);
    }

    /// <summary>Gets the services.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Gets the key of the client; empty for the one without a key.</summary>
    public string Name { get; }

    /// <summary>
    /// Gets the client's place in <c>IHttpClientFactory</c>, for handlers of your own; the socket's handshake passes them, too. Resilience
    /// handlers may retry: the client sees to it that a prompt which may have arrived is not sent again by one, and asks the server first. Mind that their
    /// timeouts limit uploads as well. Requests are not logged, since their URLs may hold a credential.
    /// </summary>
    public IHttpClientBuilder HttpClient { get; }

    /// <summary>Gets the client's options.</summary>
    public OptionsBuilder<ComfyClientOptions> Options { get; }

    /// <summary>Sets options.</summary>
    /// <param name="configure">Sets them.</param>
    /// <returns>This builder.</returns>
    public ComfyClientBuilder Configure(Action<ComfyClientOptions> configure)
    {
        Options.Configure(configure);
        return this;
    }

    /// <summary>Sets options with the help of a service, such as one that has the tokens for <see cref="ComfyClientOptions.Credentials"/>.</summary>
    /// <typeparam name="TService">The service.</typeparam>
    /// <param name="configure">Sets them.</param>
    /// <returns>This builder.</returns>
    public ComfyClientBuilder Configure<TService>(Action<ComfyClientOptions, TService> configure)
        where TService : class
    {
        Options.Configure(configure);
        return this;
    }

    /// <summary>Sets options from a configuration: <c>Url</c>, <c>ApiKey</c>, <c>Headers:name</c>, <c>RequestTimeout</c> (<c>00:01:40</c>), ...</summary>
    /// <param name="section">The configuration. Settings that <see cref="ComfyClientOptions"/> does not have are ignored. Read once, when the client is made.</param>
    /// <returns>This builder.</returns>
    public ComfyClientBuilder Configure(IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return Configure(options => ComfyClientSection.Apply(section, options));
    }

    private static IHttpClientBuilder AddHttpClient(IServiceCollection services, string name) => services
        .AddHttpClient(name, client => client.Timeout = Timeout.InfiniteTimeSpan)
        .ConfigurePrimaryHttpMessageHandler(() => ServerHandler.Create(ComfyClientDefaults.ConnectTimeout))
        .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
        .RemoveAllLoggers();

    /// <summary>What the application has anyway, unless the options name something else.</summary>
    private void Complete(ComfyClientOptions options, ILoggerFactory loggers, IHttpClientFactory clients, IServiceProvider provider)
    {
        if (ReferenceEquals(options.LoggerFactory, NullLoggerFactory.Instance))
            options.LoggerFactory = loggers;
        if (ReferenceEquals(options.TimeProvider, TimeProvider.System) && provider.GetService<TimeProvider>() is { } time)
            options.TimeProvider = time;
        if (options.HttpClient is null && options.HttpMessageHandler is null)
            options.HttpClient = clients.CreateClient(HttpClient.Name);
    }
}
