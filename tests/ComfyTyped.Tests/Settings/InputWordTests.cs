using ComfyTyped.Settings;

namespace ComfyTyped.Tests.Settings;

public class InputWordTests
{
    [Theory]
    [InlineData("filename_prefix")]
    [InlineData("output_path")]
    [InlineData("imagepath")]
    [InlineData("Directory")]
    [InlineData("image_url")]
    [InlineData("webhookUrl")]
    [InlineData("file1")]
    [InlineData("ckpt_name")]
    [InlineData("start_image")]
    [InlineData("image2")]
    [InlineData("output_prefix")]
    [InlineData("regex_pattern")]
    [InlineData("python_code")]
    [InlineData("OpenaiKey")]
    [InlineData("HF-Token")]
    [InlineData("路径")]
    [InlineData("1")]
    [InlineData("")]
    public void A_text_of_such_a_name_may_stand_for_something(string name) => Assert.True(InputWords.IsReference(name));

    [Theory]
    [InlineData("text")]
    [InlineData("text_g")]
    [InlineData("t5xxl")]
    [InlineData("prompt")]
    [InlineData("image_prompt")]
    [InlineData("negative")]
    [InlineData("value")]
    [InlineData("string_a")]
    [InlineData("lyrics")]
    [InlineData("prefix")]
    [InlineData("keywords")]
    [InlineData("caption2")]
    public void A_text_of_such_a_name_is_a_text(string name) => Assert.False(InputWords.IsReference(name));

    [Theory]
    [InlineData("VHS_LoadVideoPath", true)]
    [InlineData("Image Save", true)]
    [InlineData("LoadImageFromURL", true)]
    [InlineData("easy loadImageBase64", true)]
    [InlineData("HttpRequest", true)]
    [InlineData("CLIPTextEncode", false)]
    [InlineData("Uploadable", false)]
    [InlineData("KSampler (Efficient)", false)]
    public void A_class_reaches_out_by_the_words_of_its_name(string classType, bool reaches) => Assert.Equal(reaches, InputWords.ReachesOut(classType));
}
