using ComfyTyped;
using ComfyTyped.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Puts <see cref="ComfyClient"/> into the service container.</summary>
public static class ComfyClientServices
{
    /// <summary>Adds the client of one server, as a singleton <see cref="ComfyClient"/> and <see cref="IComfyClient"/>.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets at least <see cref="ComfyClientOptions.Url"/>. Options of no use fail the start of the host.</param>
    /// <returns>What the client can be set up with further.</returns>
    public static ComfyClientBuilder AddComfyClient(this IServiceCollection services, Action<ComfyClientOptions> configure) =>
        Add(services, Options.Options.DefaultName).Configure(configure);

    /// <summary>Adds the client of one server, as a singleton <see cref="ComfyClient"/> and <see cref="IComfyClient"/>.</summary>
    /// <param name="services">The services.</param>
    /// <param name="section">The configuration with at least <c>Url</c>; other settings have the names of <see cref="ComfyClientOptions"/>.</param>
    /// <returns>What the client can be set up with further.</returns>
    public static ComfyClientBuilder AddComfyClient(this IServiceCollection services, IConfiguration section) =>
        Add(services, Options.Options.DefaultName).Configure(section);

    /// <summary>Adds the client of one of several servers, as a keyed singleton: <c>[FromKeyedServices("gpu1")] ComfyClient comfy</c>.</summary>
    /// <param name="services">The services.</param>
    /// <param name="name">The key, which is the name of its options as well.</param>
    /// <param name="configure">Sets at least <see cref="ComfyClientOptions.Url"/>. Options of no use fail the start of the host.</param>
    /// <returns>What the client can be set up with further.</returns>
    public static ComfyClientBuilder AddComfyClient(this IServiceCollection services, string name, Action<ComfyClientOptions> configure)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return Add(services, name).Configure(configure);
    }

    /// <summary>Adds the client of one of several servers, as a keyed singleton: <c>[FromKeyedServices("gpu1")] ComfyClient comfy</c>.</summary>
    /// <param name="services">The services.</param>
    /// <param name="name">The key, which is the name of its options as well.</param>
    /// <param name="section">The configuration with at least <c>Url</c>; other settings have the names of <see cref="ComfyClientOptions"/>.</param>
    /// <returns>What the client can be set up with further.</returns>
    public static ComfyClientBuilder AddComfyClient(this IServiceCollection services, string name, IConfiguration section)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return Add(services, name).Configure(section);
    }

    private static ComfyClientBuilder Add(IServiceCollection services, string name)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ComfyClientOptions>, ComfyClientOptionsValidator>());
        if (name.Length == 0)
        {
            services.TryAddSingleton(provider => Create(provider, name));
            services.TryAddSingleton<IComfyClient>(provider => provider.GetRequiredService<ComfyClient>());
        }
        else
        {
            services.TryAddKeyedSingleton(name, (provider, _) => Create(provider, name));
            services.TryAddKeyedSingleton<IComfyClient>(name, (provider, _) => provider.GetRequiredKeyedService<ComfyClient>(name));
        }
        return new ComfyClientBuilder(services, name);
    }

    private static ComfyClient Create(IServiceProvider provider, string name) =>
        new(provider.GetRequiredService<IOptionsMonitor<ComfyClientOptions>>().Get(name));
}
