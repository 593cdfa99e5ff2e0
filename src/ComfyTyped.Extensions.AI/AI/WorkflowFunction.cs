using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ComfyTyped.AI;

/// <summary>A workflow that a model calls by its settings.</summary>
internal sealed class WorkflowFunction<TResult>(
    IComfyClient comfy,
    string name,
    string description,
    Func<ComfyWorkflow<TResult>> create,
    Func<TResult, CancellationToken, ValueTask<object?>> answer,
    SettingsOptions settings) : AIFunction
    where TResult : ComfyResult
{
    public override string Name => name;

    public override string Description => description;

    public override JsonElement JsonSchema { get; } = SchemaOf(create(), settings);

    protected override async ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken)
    {
        ComfyWorkflow<TResult> workflow = create();
        try
        {
            workflow.ApplySettings(ArgumentJson.Of(arguments), settings).ThrowIfIncomplete();
            TResult result = await comfy.RunAsync(workflow, cancellationToken: cancellationToken).ConfigureAwait(false);
            return await answer(result, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception mistake) when (mistake is SettingsException or WorkflowInvalidException or PromptRejectedException)
        {
            return mistake.Message;
        }
    }

    private static JsonElement SchemaOf(ComfyWorkflow workflow, SettingsOptions settings)
    {
        using var schema = JsonDocument.Parse(workflow.GetJsonSchema(settings));
        return schema.RootElement.Clone();
    }
}
