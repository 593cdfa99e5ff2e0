using ComfyTyped.Compiler.Naming;
using CsCheck;
using Microsoft.CodeAnalysis.CSharp;

namespace ComfyTyped.Compiler.Tests.Naming;

public class CSharpNameTests
{
    [Theory]
    [InlineData("VAEDecode", "VAEDecode")]
    [InlineData("KSampler", "KSampler")]
    [InlineData("unCLIPCheckpointLoader", "UnCLIPCheckpointLoader")]
    [InlineData("VAE Decode", "VaeDecode")]
    [InlineData("CLIP Text Encode (Positive)", "ClipTextEncodePositive")]
    [InlineData("negative_prompt", "NegativePrompt")]
    [InlineData("SDXL_width", "SdxlWidth")]
    [InlineData("FPS", "FPS")]
    [InlineData("ImageResize+", "ImageResizePlus")]
    [InlineData("Latent Switch CN+", "LatentSwitchCNPlus")]
    [InlineData("Latent Switch CN-", "LatentSwitchCNMinus")]
    [InlineData("Text ++", "TextPlusPlus")]
    [InlineData("  -  ", "Minus")]
    [InlineData("↻-|", "Minus")]
    [InlineData("bool-to-int", "BoolToInt")]
    [InlineData("a -> b", "AB")]
    [InlineData("Mask & Image", "MaskAndImage")]
    [InlineData("50% grey", "_50PercentGrey")]
    [InlineData("1hew_MaskMathOps", "_1hewMaskMathOps")]
    [InlineData("scale 1.5 to 2", "Scale1_5To2")]
    [InlineData("Don't panic", "DontPanic")]
    [InlineData("🪛 Switch any", "SwitchAny")]
    [InlineData("👁️‍🗨️Data Monitor ⁄ Generator", "DataMonitorGenerator")]
    [InlineData("Load Images 🎥🅥🅗🅢", "LoadImages")]
    [InlineData("整数", "整数")]
    [InlineData("VAE 로드", "Vae로드")]
    [InlineData("été", "Été")]
    [InlineData("class", "Class")]
    [InlineData("default", "Default")]
    [InlineData("\u202Ereversed\u202C", "Reversed")]
    [InlineData("a*/b \"c\" \n\t<d>{e}", "ABCDE")]
    [InlineData("a\ud83d", "A")]
    [InlineData("💩", "Fallback")]
    [InlineData("", "Fallback")]
    [InlineData("___", "Fallback")]
    [InlineData("\u0301", "Fallback")]
    [InlineData("LayerUtility: ImageBlendAdvance V2", "LayerUtilityImageBlendAdvanceV2")]
    public void A_title_or_class_becomes_a_name(string text, string name) => Assert.Equal(name, CSharpName.FromText(text, "Fallback"));

    [Theory]
    [InlineData("noise_seed", "NoiseSeed")]
    [InlineData("VAE", "Vae")]
    [InlineData("CONTROL_NET", "ControlNet")]
    [InlineData("CLIP_VISION_OUTPUT", "ClipVisionOutput")]
    [InlineData("resize_type.width", "ResizeTypeWidth")]
    [InlineData("images.image0", "ImagesImage0")]
    [InlineData("clip_l", "ClipL")]
    [InlineData("guidanceScale", "GuidanceScale")]
    [InlineData("➕ Add Lora", "AddLora")]
    [InlineData("FP8", "FP8")]
    [InlineData("*", "Fallback")]
    [InlineData("base", "Base")]
    public void A_wire_name_becomes_a_name(string text, string name) => Assert.Equal(name, CSharpName.FromWireName(text, "Fallback"));

    [Fact]
    public void A_long_title_ends_after_a_word() =>
        Assert.Equal(
            "TheResolutionOfTheVideo512AtLowResolutionAnd1280AtHigh",
            CSharpName.FromText("The resolution of the video, 512 at low resolution and 1280 at high resolution, and so on and so forth", ""));

    [Fact]
    public void A_long_word_is_cut() => Assert.Equal(CSharpName.MaxLength, CSharpName.FromText(new string('x', 5_000_000), "").Length);

    [Fact]
    public void Every_name_is_a_valid_identifier_and_no_keyword() =>
        Gen.String.Sample(text =>
        {
            foreach (string name in new[] { CSharpName.FromText(text, "Fallback"), CSharpName.FromWireName(text, "Fallback") })
            {
                bool isKeyword = SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None;
                if (!SyntaxFacts.IsValidIdentifier(name) || isKeyword || name.Length > CSharpName.MaxLength + 1)
                    return false;
            }

            return true;
        });

    [Fact]
    public void No_C_sharp_keyword_becomes_a_keyword()
    {
        foreach (SyntaxKind kind in Enum.GetValues<SyntaxKind>().Where(kind => SyntaxFacts.IsReservedKeyword(kind) || SyntaxFacts.IsContextualKeyword(kind)))
        {
            string name = CSharpName.FromText(SyntaxFacts.GetText(kind), "Fallback");
            Assert.Equal(SyntaxKind.None, SyntaxFacts.GetKeywordKind(name));
            Assert.Equal(SyntaxKind.None, SyntaxFacts.GetContextualKeywordKind(name));
        }
    }
}
