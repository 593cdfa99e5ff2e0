using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ComfyTyped.Testing.Tests.Recordings;

/// <summary>Makes the multipart body that a recording describes in words.</summary>
internal static partial class RecordedUpload
{
    private static readonly Picture First = new(1, 1, [1, 2, 3, 255]);
    private static readonly Picture Other = new(1, 1, [9, 8, 7, 255]);

    public static MultipartFormDataContent Repeat(string description, JsonObject line)
    {
        var form = new MultipartFormDataContent();
        foreach (Match field in Field().Matches(description))
            form.Add(new StringContent(field.Groups[2].Value), field.Groups[1].Value);
        if (description == "multipart without image")
        {
            form.Add(new StringContent("x"), "something");
            return form;
        }

        Picture picture = description.Contains("other bytes", StringComparison.Ordinal) ? Other : First;
        form.Add(new ByteArrayContent(picture.ToPng()), "image", FileName(line));
        return form;
    }

    /// <summary>The name that was uploaded: the one that came back, without the number that the server put behind it.</summary>
    private static string FileName(JsonObject line) =>
        line["response"]?["json"]?["name"] is { } name ? Number().Replace((string)name!, "") : "up.png";

    [GeneratedRegex(@"'(\w+)': '([^']*)'")]
    private static partial Regex Field();

    [GeneratedRegex(@" \(\d+\)")]
    private static partial Regex Number();
}
