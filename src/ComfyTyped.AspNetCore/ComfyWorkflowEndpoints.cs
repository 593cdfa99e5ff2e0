using ComfyTyped;
using ComfyTyped.AspNetCore.Endpoints;
using ComfyTyped.AspNetCore.Failures;
using ComfyTyped.AspNetCore.Setup;
using Microsoft.AspNetCore.Routing;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Makes endpoints of workflows.</summary>
public static class ComfyWorkflowEndpoints
{
    /// <summary>
    /// Makes an endpoint that runs a workflow: <c>POST</c> with the settings as JSON answers with the result, the picture itself (<c>Accept: image/png</c>), progress
    /// (<c>Accept: text/event-stream</c>), or at once (<c>Prefer: respond-async</c>). Below it are <c>/schema</c>, <c>/runs/{id}</c> and <c>/files/{id}</c>.
    /// </summary>
    /// <typeparam name="TWorkflow">The workflow, as its file has it.</typeparam>
    /// <param name="endpoints">The application, with a client in its services (<c>AddComfyClient</c>).</param>
    /// <param name="pattern">The address, such as <c>/images</c>.</param>
    /// <param name="configure">Sets options.</param>
    /// <returns>All its routes, to set up further: <c>RequireAuthorization</c>, <c>RequireRateLimiting</c>, ...</returns>
    /// <exception cref="ArgumentException">An option is invalid, or names an input that the node does not have.</exception>
    /// <exception cref="InvalidOperationException">There is no client in the services.</exception>
    public static IEndpointConventionBuilder MapComfyWorkflow<TWorkflow>(
        this IEndpointRouteBuilder endpoints,
        string pattern,
        Action<ComfyEndpointOptions<TWorkflow>>? configure = null)
        where TWorkflow : ComfyWorkflow, new() => endpoints.MapComfyWorkflow(pattern, static () => new TWorkflow(), configure);

    /// <summary>Makes an endpoint of a workflow with values of your own, as the other overload does: <c>() =&gt; new TextToImage { KSampler = { Seed = Seed.Random } }</c>.</summary>
    /// <typeparam name="TWorkflow">The workflow.</typeparam>
    /// <param name="endpoints">The application, with a client in its services (<c>AddComfyClient</c>).</param>
    /// <param name="pattern">The address, such as <c>/images</c>.</param>
    /// <param name="create">Makes the object of one request, which its settings are applied to: always with the same nodes.</param>
    /// <param name="configure">Sets options.</param>
    /// <returns>All its routes, to set up further: <c>RequireAuthorization</c>, <c>RequireRateLimiting</c>, ...</returns>
    /// <exception cref="ArgumentException">An option is invalid, or names an input that the node does not have.</exception>
    /// <exception cref="InvalidOperationException">There is no client in the services.</exception>
    public static IEndpointConventionBuilder MapComfyWorkflow<TWorkflow>(
        this IEndpointRouteBuilder endpoints,
        string pattern,
        Func<TWorkflow> create,
        Action<ComfyEndpointOptions<TWorkflow>>? configure = null)
        where TWorkflow : ComfyWorkflow
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(pattern);
        ArgumentNullException.ThrowIfNull(create);
        var options = new ComfyEndpointOptions<TWorkflow>();
        configure?.Invoke(options);
        RouteGroupBuilder group = endpoints.MapGroup(pattern);
        var setup = EndpointSetup.Of(create, options, endpoints.ServiceProvider);
        if (setup.Access.Withheld.Count > 0)
            Log.Withheld(setup.Logger, setup.Name, string.Join(", ", setup.Access.Withheld));
        new WorkflowEndpoint(setup).Map(group);
        return group;
    }
}
