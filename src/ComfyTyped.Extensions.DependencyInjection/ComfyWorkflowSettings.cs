using System.Text.Json;
using ComfyTyped.Hosting;
using Microsoft.Extensions.Configuration;

namespace ComfyTyped;

/// <summary>Sets the inputs of workflows from the configuration.</summary>
public static class ComfyWorkflowSettings
{
    /// <summary>
    /// Sets inputs from a section of the configuration, which has the shape that <see cref="ComfyWorkflow.ApplySettings(JsonElement, SettingsOptions?)"/> takes. Its values are
    /// texts; each is turned into the type of its input.
    /// </summary>
    /// <param name="workflow">The workflow.</param>
    /// <param name="section">The section, such as <c>configuration.GetSection("Portrait")</c>.</param>
    /// <param name="options">Which inputs can be set; null for all.</param>
    /// <returns>What was applied and what was not, and why.</returns>
    public static SettingsReport ApplySettings(this ComfyWorkflow workflow, IConfiguration section, SettingsOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(workflow);
        ArgumentNullException.ThrowIfNull(section);
        using JsonDocument settings = ConfigurationJson.Of(section);
        return workflow.ApplySettings(settings.RootElement, options, isText: true);
    }
}
