using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ComfyTyped.Core.Json;
using CsCheck;
using JsonArray = System.Text.Json.Nodes.JsonArray;
using JsonObject = System.Text.Json.Nodes.JsonObject;
using SystemJsonNode = System.Text.Json.Nodes.JsonNode;

namespace ComfyTyped.Compiler.Tests.Json;

public class JsonReaderProperties
{
    private static readonly Gen<string> GenText = Gen.OneOf(
        Gen.String,
        Gen.String[Gen.Char["a\"\\/\n\0é中<\u2028"], 0, 20]);

    private static readonly Gen<SystemJsonNode?> GenScalar = Gen.OneOf(
        Gen.Const((SystemJsonNode?)null),
        Gen.Bool.Select(value => (SystemJsonNode?)JsonValue.Create(value)),
        Gen.ULong.Select(value => (SystemJsonNode?)JsonValue.Create(value)),
        Gen.Double.Where(double.IsFinite).Select(value => (SystemJsonNode?)JsonValue.Create(value)),
        GenText.Where(IsWellFormed).Select(value => (SystemJsonNode?)JsonValue.Create(value)));

    private static readonly Gen<SystemJsonNode?> GenNode = Gen.Recursive<SystemJsonNode?>((depth, child) =>
        depth > 4 ? GenScalar : Gen.OneOf(GenScalar, GenArray(child), GenObject(child)));

    [Fact]
    public void The_reader_agrees_with_System_Text_Json_on_valid_JSON() =>
        Gen.Select(GenNode, Gen.Bool).Sample((node, indented) =>
        {
            string text = node?.ToJsonString(new JsonSerializerOptions { WriteIndented = indented }) ?? "null";
            string minified = JsonMinifier.Minify(Read(text).Root!);
            return minified == (node?.ToJsonString() ?? "null");
        });

    [Fact]
    public void Strings_are_unescaped_as_System_Text_Json_does() =>
        GenText.Where(IsWellFormed).Sample(value =>
            ((JsonString)Read(JsonSerializer.Serialize(value)).Root!).Unescape() == value);

    [Fact]
    public void The_reader_accepts_what_System_Text_Json_accepts_and_rejects_what_it_rejects() =>
        Gen.String[Gen.Char["{}[]\",:\\u09aentrlsf-+.eE \n"], 0, 12].Sample(text =>
            Read(text).Error is null == IsValid(text));

    [Fact]
    public void Garbage_never_throws() =>
        Gen.String.Sample(text =>
        {
            JsonReading reading = Read(text);
            return reading.Root is null != reading.Error is null;
        });

    private static JsonReading Read(string text) => JsonReader.Read(JsonSource.Of(text), TestContext.Current.CancellationToken);

    private static Gen<SystemJsonNode?> GenArray(Gen<SystemJsonNode?> child) =>
        child.Array[0, 5].Select(items => (SystemJsonNode?)new JsonArray([.. items.Select(item => item?.DeepClone())]));

    private static Gen<SystemJsonNode?> GenObject(Gen<SystemJsonNode?> child) =>
        child.Array[0, 5].Select(items => (SystemJsonNode?)new JsonObject(
            items.Select((item, i) => KeyValuePair.Create(i.ToString(CultureInfo.InvariantCulture), item?.DeepClone()))));

    private static bool IsWellFormed(string text) => !text.Any(char.IsSurrogate);

    private static bool IsValid(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
