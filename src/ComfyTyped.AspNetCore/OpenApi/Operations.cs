using ComfyTyped.AspNetCore.Setup;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
#if NET10_0_OR_GREATER
using System.Text.Json;
using System.Text.Json.Nodes;
using ComfyTyped.AspNetCore.Page;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;
#endif

namespace ComfyTyped.AspNetCore.OpenApi;

/// <summary>Describes the routes for OpenAPI. Before .NET 10, whose generator takes what a route says of itself, there is the schema route alone.</summary>
internal static class Operations
{
    /// <param name="route">The route.</param>
    /// <param name="name">Its name in operations.json.</param>
    /// <param name="handler">What it does; routes without a method are not described.</param>
    /// <param name="setup">The endpoint.</param>
    public static void Describe(IEndpointConventionBuilder route, string name, RequestDelegate handler, EndpointSetup setup)
    {
        route.WithMetadata(handler.Method);
        route.WithTags(setup.Name);
#if NET10_0_OR_GREATER
        route.AddOpenApiOperationTransformer((operation, context, _) =>
        {
            Copy(Parse(name, setup.Access.Schema, context.Document), operation);
            return Task.CompletedTask;
        });
#endif
    }

#if NET10_0_OR_GREATER
    private static OpenApiOperation Parse(string name, string settings, OpenApiDocument? document)
    {
        var schemas = JsonNode.Parse(Resource.Read("schemas.json"))!.AsObject();
        JsonNode operation = JsonNode.Parse(Resource.Read("operations.json"))![name]!;
        string json = operation.ToJsonString().Replace("\"@settings\"", settings, StringComparison.Ordinal);
        foreach ((string schema, JsonNode? content) in schemas)
            json = json.Replace($"\"@{schema}\"", content!.ToJsonString(), StringComparison.Ordinal);
        return OpenApiModelFactory.Parse<OpenApiOperation>(json, OpenApiSpecVersion.OpenApi3_1, document ?? new OpenApiDocument(), out _, OpenApiConstants.Json)
            ?? throw new JsonException($"The operation '{name}' cannot be read.");
    }

    private static void Copy(OpenApiOperation from, OpenApiOperation to)
    {
        to.Summary = from.Summary;
        to.Description = from.Description;
        to.Parameters = from.Parameters;
        to.RequestBody = from.RequestBody;
        to.Responses = from.Responses;
    }
#endif
}
