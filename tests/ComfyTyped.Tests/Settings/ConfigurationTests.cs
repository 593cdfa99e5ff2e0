using ComfyTyped.Tests.Workflows.Files;
using Microsoft.Extensions.Configuration;

namespace ComfyTyped.Tests.Settings;

public class ConfigurationTests
{
    [Fact]
    public void A_section_of_the_configuration_is_settings_whose_texts_become_the_types_of_the_inputs()
    {
        var workflow = new Guide();

        SettingsReport report = workflow.ApplySettings(Section(
            ("prompt:positive", "42"),
            ("Switches:1", "True"),
            ("Switches:2", "false"),
            ("sampling:steps", "30"),
            ("sampling:cfg", "6.5"),
            ("Compose:seed", "random")));

        Assert.True(report.IsComplete, report.ToString());
        Assert.Equal("42", workflow.TextPositive.Text.Value);
        Assert.True(workflow.Switch1.Value.Value);
        Assert.Equal(0, workflow.Switch2.Value.Value);
        Assert.Equal((30, 6.5), ((int)workflow.Compose.Steps.Value!, workflow.Compose.Cfg.Value));
    }

    [Theory]
    [InlineData("Compose:steps", "many", SettingRefusal.WrongType)]
    [InlineData("Compose:steps", "", SettingRefusal.WrongType)]
    [InlineData("Compose:steps", "0", SettingRefusal.OutOfRange)]
    [InlineData("SWITCH_1", "yes", SettingRefusal.WrongType)]
    [InlineData("Nowhere:x", "1", SettingRefusal.UnknownNode)]
    public void A_text_that_is_none_of_the_type_is_told(string key, string value, SettingRefusal reason)
    {
        RefusedSetting refused = Assert.Single(new Guide().ApplySettings(Section((key, value))).Refused);

        Assert.Equal(reason, refused.Reason);
    }

    private static IConfigurationSection Section(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"Guide:{setting.Key}", (string?)setting.Value)))
            .Build()
            .GetSection("Guide");
}
