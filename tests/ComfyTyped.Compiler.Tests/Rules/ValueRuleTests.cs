namespace ComfyTyped.Compiler.Tests.Rules;

public class ValueRuleTests
{
    [Theory]
    [InlineData("INT", "1", "«0»")]
    [InlineData("INT", "1", "«\"0\"»")]
    [InlineData("INT", "1", "1")]
    [InlineData("INT", "1", "1.5")]
    [InlineData("INT", "-9223372036854775809", "«-9223372036854775810»")]
    [InlineData("INT", "-9223372036854776000", "-9223372036854775808")]
    [InlineData("INT", "-9223372036854776000", "«-9223372036854775809»")]
    [InlineData("FLOAT", "0.1", "«0.05»")]
    [InlineData("FLOAT", "0.1", "\"{{strength}}\"")]
    public void A_value_is_not_below_its_minimum(string type, string min, string value) =>
        RuleText.Verify("CT1006", Catalogs.Painting($"\"value\": {value}"), Catalogs.Paint($$"""
            "value": ["{{type}}", { "min": {{min}} }]
            """));

    [Theory]
    [InlineData("INT", "18446744073709551615", "18446744073709551615")]
    [InlineData("INT", "18446744073709551615", "«18446744073709551616»")]
    [InlineData("INT", "18446744073709552000", "18446744073709551615")]
    [InlineData("INT", "18446744073709552000", "«18446744073709551616»")]
    [InlineData("INT", "9.223372036854776e18", "«9223372036854775808»")]
    [InlineData("INT", "Infinity", "18446744073709551616")]
    [InlineData("INT", "10", "10.9")]
    [InlineData("FLOAT", "1.0", "1")]
    [InlineData("FLOAT", "1.0", "«1e400»")]
    public void A_value_is_not_above_its_maximum(string type, string max, string value) =>
        RuleText.Verify("CT1007", Catalogs.Painting($"\"value\": {value}"), Catalogs.Paint($$"""
            "value": ["{{type}}", { "max": {{max}} }]
            """));

    [Fact]
    public void A_bound_is_told_in_the_message() => Assert.Equal(
        "0 is below the minimum of Paint.value, 1",
        RuleText.Verify("CT1006", Catalogs.Painting("\"value\": «0»"), Catalogs.Paint("""
            "value": ["INT", { "min": 1 }]
            """)));

    [Theory]
    [InlineData("«\"eulr\"»", "'eulr' is not an option of Paint.value; did you mean 'euler'?")]
    [InlineData("«\"sd\\\\a\"»", "'sd\\a' is not an option of Paint.value; the server spells it 'sd/a', with the other slash")]
    [InlineData("«\"7\"»", "'7' is not an option of Paint.value; the option is not a string")]
    [InlineData("«null»", "null is not an option of Paint.value")]
    [InlineData("«\"something else\"»", "'something else' is not an option of Paint.value")]
    [InlineData("\"euler\"", null)]
    [InlineData("7.0", null)]
    [InlineData("\"%sampler%\"", null)]
    public void A_value_is_among_the_options(string value, string? message) =>
        Assert.Equal(message, RuleText.Verify("CT1008", Catalogs.Painting($"\"value\": {value}"), Catalogs.Paint("""
            "value": [["euler", "heun", "sd/a", 7]]
            """)));

    [Theory]
    [InlineData("«\"other.safetensors\"»", "'other.safetensors' is not an option of Paint.value (the catalog may be older than the server's files)")]
    [InlineData("«\"sd/b.safetensors\"»", "'sd/b.safetensors' is not an option of Paint.value; did you mean 'sd/a.safetensors'? (the catalog may be older than the server's files)")]
    [InlineData("«\"sd\\\\a.safetensors\"»", "'sd\\a.safetensors' is not an option of Paint.value; the server spells it 'sd/a.safetensors', with the other slash")]
    public void The_server_may_have_got_a_file_since_the_catalog_was_saved(string value, string message) => Assert.Equal(
        message, RuleText.Verify("CT1008", Catalogs.Painting($"\"value\": {value}"), Catalogs.Paint("\"value\": [[\"sd/a.safetensors\"]]")));

    [Theory]
    [InlineData("[4, 8]", "4.0")]
    [InlineData("[4, 8]", "«\"4\"»")]
    [InlineData("[4, 8]", "«5»")]
    [InlineData("[true, 7]", "1")]
    [InlineData("[1, 7]", "true")]
    [InlineData("[0.5]", "5e-1")]
    [InlineData("[0, 7]", "«true»")]
    [InlineData("[\"a.safetensors\"]", "«\"b.safetensors\"»")]
    public void Options_are_compared_as_Python_does(string options, string value) =>
        RuleText.Verify("CT1008", Catalogs.Painting($"\"value\": {value}"), Catalogs.Paint($"\"value\": [{options}]"));

    [Theory]
    [InlineData("{ \"__value__\": [\"day\", «\"fgo\"»] }", "'fgo' is not an option of Paint.value; did you mean 'fog'?")]
    [InlineData("{ \"__value__\": [\"day\", \"fog\"] }", null)]
    [InlineData("{ \"__value__\": [] }", null)]
    [InlineData("\"day\"", null)]
    public void Each_of_several_values_is_among_the_options(string value, string? message) =>
        Assert.Equal(message, RuleText.Verify("CT1008", Catalogs.Painting($"\"value\": {value}"), Catalogs.Paint("""
            "value": ["COMBO", { "options": ["day", "fog"], "multiselect": true }]
            """)));

    [Fact]
    public void A_choice_without_options_takes_anything() =>
        RuleText.Verify("CT1008", Catalogs.Painting("\"value\": \"a.safetensors\""), Catalogs.Paint("\"value\": [[]]"));

    [Theory]
    [InlineData("INT", "«\"abc\"»")]
    [InlineData("INT", "«\"1.5\"»")]
    [InlineData("INT", "«\"\"»")]
    [InlineData("INT", "«null»")]
    [InlineData("INT", "«{}»")]
    [InlineData("INT", "«NaN»")]
    [InlineData("INT", "{ \"__value__\": «[1]» }")]
    [InlineData("INT", "{ \"__value__\": 7 }")]
    [InlineData("INT", "[1]")]
    [InlineData("INT", "\" 7 \"")]
    [InlineData("INT", "true")]
    [InlineData("INT", "\"%seed%\"")]
    [InlineData("INT", "\"{{seed}}\"")]
    [InlineData("FLOAT", "«\"high\"»")]
    [InlineData("FLOAT", "\"nan\"")]
    [InlineData("FLOAT", "\"1e5\"")]
    [InlineData("STRING", "5")]
    public void A_value_converts_to_the_declared_type(string type, string value) =>
        RuleText.Verify("CT1009", Catalogs.Painting($"\"value\": {value}"), Catalogs.Paint($"\"value\": [\"{type}\"]"));

    [Theory]
    [InlineData("BOOLEAN", "«\"false\"»", "The server reads 'false' in Paint.value as true")]
    [InlineData("STRING", "«null»", "The server reads null in Paint.value as the text 'None'")]
    [InlineData("STRING", "«true»", "The server reads true in Paint.value as the text 'True'")]
    [InlineData("INT", "«1.9»", "The server reads 1.9 in Paint.value as 1")]
    [InlineData("INT", "«-1.9»", "The server reads -1.9 in Paint.value as -1")]
    [InlineData("INT", "1.0", null)]
    [InlineData("INT", "1e3", null)]
    [InlineData("BOOLEAN", "\"true\"", null)]
    [InlineData("STRING", "5", null)]
    public void A_value_keeps_its_meaning(string type, string value, string? message) =>
        Assert.Equal(message, RuleText.Verify("CT1010", Catalogs.Painting($"\"value\": {value}"), Catalogs.Paint($"\"value\": [\"{type}\"]")));

    [Theory]
    [InlineData("«\"b.png\"»")]
    [InlineData("\"a.png\"")]
    public void A_file_is_in_the_catalog(string value) =>
        RuleText.Verify("CT1017", Catalogs.Painting($"\"value\": {value}"), Catalogs.Paint("""
            "value": [["a.png"], { "image_upload": true }]
            """));

    [Theory]
    [InlineData("«\"/home/me/models/a.png\"»")]
    [InlineData("«\"C:\\\\Users\\\\me\\\\a.png\"»")]
    [InlineData("«\"\\\\\\\\nas\\\\share\"»")]
    [InlineData("\"models/a.png\"")]
    [InlineData("\"/imagine a cat / dog\"")]
    [InlineData("\"a: b\"")]
    public void A_path_is_relative(string value) => RuleText.Verify("CT1024", Catalogs.Painting($"\"anything\": {value}"));

    [Theory]
    [InlineData("text", "«\"hf_abcdefghijklmnopqrstuvwxyz\"»")]
    [InlineData("api_key", "«\"0a1b2c3d4e5f60718293a4b5c6d7e8f9\"»")]
    [InlineData("api_key", "\"\"")]
    [InlineData("api_key", "\"{{api_key_of_the_user}}\"")]
    [InlineData("text", "\"sk-etch of a cat\"")]
    public void A_value_is_no_secret(string name, string value) => RuleText.Verify("CT1023", Catalogs.Painting($"\"{name}\": {value}"));
}
