using System.Text;

namespace ComfyTyped.Tests.Fuzz;

/// <summary>Well-formed JSON of the names that servers use, with anything under each of them.</summary>
internal static class JsonSoup
{
    private const int MaxDepth = 7;

    private static readonly string[] Names =
    [
        "type", "data", "prompt_id", "node", "node_id", "display_node", "display_node_id", "real_node_id", "parent_node_id", "nodes", "value", "max", "state", "output", "outputs",
        "images", "filename", "subfolder", "text", "status", "status_str", "messages", "exec_info", "queue_remaining", "sid", "timestamp", "executed", "traceback", "exception_type",
        "exception_message", "current_inputs", "current_outputs", "node_errors", "error", "errors", "message", "details", "extra_info", "input_name", "input_config", "received_value",
        "class_type", "dependent_outputs", "queue_running", "queue_pending", "client_id", "create_time", "prompt", "system", "devices", "comfyui_version", "argv", "name", "input",
        "required", "optional", "hidden", "options", "template", "names", "prefix", "min", "key", "inputs", "output_node", "entries", "t", "m", "id", "1", "2", FuzzTargets.PromptId,
        "\\ud800", "\\u006eode", "",
    ];

    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "1", "-1", "1.5", "1e400", "1e-400", "NaN", "Infinity", "-Infinity", "9223372036854775807", "18446744073709551615", "123456789012345678901234567890",
        "\"\"", "\"1\"", "\"2\"", "\"a.png\"", "\"../x\"", "\"output\"", "\"temp\"", "\"running\"", "\"finished\"", "\"success\"", "\"error\"", "\"\\ud800\"", "\"\\ud83c\\udfa8\"", "\"\\u0000\"",
        "\"execution_start\"", "\"execution_cached\"", "\"execution_error\"", "\"execution_success\"", "\"execution_interrupted\"", "\"executing\"", "\"executed\"", "\"progress\"",
        "\"progress_state\"", "\"status\"", "\"logs\"", "\"notification\"", "\"feature_flags\"", "\"COMBO\"", "\"COMFY_AUTOGROW_V3\"", "\"COMFY_DYNAMICCOMBO_V3\"", "\"Node ID '#1'\"",
        $"\"{FuzzTargets.PromptId}\"",
    ];

    public static byte[] Of(Random random)
    {
        var json = new StringBuilder();
        Write(json, random, MaxDepth);
        return Encoding.UTF8.GetBytes(json.ToString());
    }

    private static void Write(StringBuilder json, Random random, int depth)
    {
        int kind = depth == MaxDepth ? 0 : random.Next(4);
        if (depth == 0 || kind == 3)
        {
            json.Append(Values[random.Next(Values.Length)]);
            return;
        }
        bool isObject = kind < 2;
        json.Append(isObject ? '{' : '[');
        for (int i = random.Next(5); i >= 0; i--)
        {
            if (isObject)
                json.Append('"').Append(Names[random.Next(Names.Length)]).Append("\":");
            Write(json, random, depth - 1);
            if (i > 0)
                json.Append(',');
        }
        json.Append(isObject ? '}' : ']');
    }
}
