using System.Text;

namespace ComfyTyped.Tests.Fuzz;

/// <summary>Large inputs that are made to go deep, or to go over the same bytes again and again.</summary>
internal static class Bombs
{
    private const int Length = 256 * 1024;

    public static IEnumerable<byte[]> All =>
    [
        Utf8("", "[", ""),
        Utf8("", "{\"a\":", ""),
        Utf8("{\"type\":\"executed\",\"data\":{\"node\":\"1\",\"output\":", "[", ""),
        Utf8($"{{\"{FuzzTargets.PromptId}\":{{\"outputs\":{{\"1\":", "{\"a\":", ""),
        Utf8("{\"type\":\"status\",\"data\":[", "NaN,", "0]}"),
        Utf8("{\"type\":\"executed\",\"data\":{\"node\":\"1\",\"output\":{\"images\":[", "{\"filename\":\"a\"},", "0]}}}"),
        Utf8("{\"type\":\"progress_state\",\"data\":{\"nodes\":{", "\"\":{},", "\"\":0}}}"),
        Utf8("{\"type\":\"execution_cached\",\"data\":{\"nodes\":[", "\"1\",", "0]}}"),
        Utf8("{\"type\":\"execution_error\",\"data\":{\"traceback\":[", "\"\",", "0]}}"),
        Utf8("{\"queue_running\":[],\"queue_pending\":[", "[0,\"\"],", "0]}"),
        Utf8("{", "\"\":{},", "\"\":0}"),
        Utf8($"{{\"{FuzzTargets.PromptId}\":{{\"status\":{{\"messages\":[", "[\"execution_start\",{}],", "0]}}}"),
        Utf8($"{{\"{FuzzTargets.PromptId}\":{{\"outputs\":{{", "\"\":0,", "\"\":0}}}"),
        Utf8("{\"error\":\"x\",\"node_errors\":{\"1\":{\"errors\":[", "{},", "0]}}}"),
        Utf8("{\"a\":{\"input\":{\"required\":{", "\"\":[],", "\"\":0}}}}"),
        Utf8("{\"a\":{\"input\":{\"required\":{\"a\":[\"COMFY_AUTOGROW_V3\",{\"template\":{\"names\":[", "\"\",", "0],\"min\":2147483647}}]}}}}"),
        Utf8("[", "0,", "0]"),
        Utf8("\"", "\\ud800", "\""),
        Utf8("\"", "\\", ""),
        Utf8("", ".", ""),
        [.. Enumerable.Repeat((byte)0xFF, Length)],
    ];

    private static byte[] Utf8(string before, string repeated, string after) =>
        Encoding.UTF8.GetBytes(before + string.Concat(Enumerable.Repeat(repeated, Length / repeated.Length)) + after);
}
