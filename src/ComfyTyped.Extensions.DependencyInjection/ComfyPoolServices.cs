using ComfyTyped;
using ComfyTyped.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Puts <see cref="ComfyPool"/> into the service container.</summary>
public static class ComfyPoolServices
{
    /// <summary>Adds a pool of servers, as a singleton <see cref="ComfyPool"/> and as <see cref="IComfyClient"/>. <see cref="ComfyPoolBuilder.AddServer(string, Action{ComfyClientOptions})"/> gives it servers.</summary>
    /// <param name="services">The services.</param>
    /// <returns>What the pool can be set up with further.</returns>
    public static ComfyPoolBuilder AddComfyPool(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ComfyPoolOptions>, ComfyPoolOptionsValidator>());
        services.TryAddSingleton(Create);
        services.TryAddSingleton<IComfyClient>(provider => provider.GetRequiredService<ComfyPool>());
        return new ComfyPoolBuilder(services);
    }

    /// <summary>Adds a pool of servers, as a singleton <see cref="ComfyPool"/> and as <see cref="IComfyClient"/>. <see cref="ComfyPoolBuilder.AddServer(string, Action{ComfyClientOptions})"/> gives it servers.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets options. Options of no use fail the start of the host.</param>
    /// <returns>What the pool can be set up with further.</returns>
    public static ComfyPoolBuilder AddComfyPool(this IServiceCollection services, Action<ComfyPoolOptions> configure)
    {
        ComfyPoolBuilder builder = services.AddComfyPool();
        builder.Options.Configure(configure);
        return builder;
    }

    /// <summary>Adds a pool of the servers that a configuration names below <c>Servers</c>: a section for each, of which the name is the key and the settings are those of <see cref="ComfyClientOptions"/>.</summary>
    /// <param name="services">The services.</param>
    /// <param name="section">The configuration, such as <c>{ "Servers": { "gpu1": { "Url": "http://gpu1:8188" } } }</c>. It is read at once.</param>
    /// <returns>What the pool can be set up with further.</returns>
    public static ComfyPoolBuilder AddComfyPool(this IServiceCollection services, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        ComfyPoolBuilder builder = services.AddComfyPool();
        foreach (IConfigurationSection server in section.GetSection("Servers").GetChildren())
            builder.AddServer(server.Key, server);
        return builder;
    }

    private static ComfyPool Create(IServiceProvider provider) => new(
        provider.GetServices<PoolMember>().Select(member => provider.GetRequiredKeyedService<ComfyClient>(member.Name)),
        provider.GetRequiredService<IOptions<ComfyPoolOptions>>().Value);
}
