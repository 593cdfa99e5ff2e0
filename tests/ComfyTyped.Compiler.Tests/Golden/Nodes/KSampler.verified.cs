/// <summary>The node <c>KSampler</c>, of the category <c>sampling</c>.</summary>
[global::System.CodeDom.Compiler.GeneratedCode("ComfyTyped", "0.1")]
public sealed partial class KSampler : global::ComfyTyped.ComfyNode
{
    private static readonly global::ComfyTyped.CompilerServices.NodeSchema schema = new(
        "KSampler",
        new global::ComfyTyped.CompilerServices.InputSchema("model", nameof(Model), "MODEL") { IsRequired = true },
        new global::ComfyTyped.CompilerServices.InputSchema("seed", nameof(Seed), "INT") { IsRequired = true, IsSeed = true, Min = "0", Max = "18446744073709551615" },
        new global::ComfyTyped.CompilerServices.InputSchema("steps", nameof(Steps), "INT") { IsRequired = true, Min = "1", Max = "10000" },
        new global::ComfyTyped.CompilerServices.InputSchema("cfg", nameof(Cfg), "FLOAT") { IsRequired = true, Min = "0.0", Max = "100.0" },
        new global::ComfyTyped.CompilerServices.InputSchema("sampler_name", nameof(SamplerName), "COMBO") { IsRequired = true, Options = global::MyApp.Workflows.SamplerName.Options },
        new global::ComfyTyped.CompilerServices.InputSchema("scheduler", nameof(Scheduler), "COMBO") { IsRequired = true, Options = global::MyApp.Workflows.Scheduler.Options },
        new global::ComfyTyped.CompilerServices.InputSchema("positive", nameof(Positive), "CONDITIONING") { IsRequired = true },
        new global::ComfyTyped.CompilerServices.InputSchema("negative", nameof(Negative), "CONDITIONING") { IsRequired = true },
        new global::ComfyTyped.CompilerServices.InputSchema("latent_image", nameof(LatentImage), "LATENT") { IsRequired = true },
        new global::ComfyTyped.CompilerServices.InputSchema("denoise", nameof(Denoise), "FLOAT") { IsRequired = true, Min = "0.0", Max = "1.0" })
        { IsKnown = true, Outputs = new[] { "LATENT" } };

    /// <summary>Makes a node without inputs.</summary>
    public KSampler()
        : base(schema)
    {
    }

    /// <summary><c>model</c>: a link to <c>MODEL</c>.</summary>
    public global::ComfyTyped.Input<global::ComfyTyped.Types.Model> Model
    {
        get => Get<global::ComfyTyped.Input<global::ComfyTyped.Types.Model>>(0);
        set => Set(0, value);
    }

    /// <summary><c>seed</c>: <c>INT</c>.</summary>
    /// <remarks>Range: 0 to 18446744073709551615. Default: <c>0</c>. Assign <see cref="global::ComfyTyped.Seed.Random"/> for a new seed at every run.</remarks>
    [global::ComfyTyped.CompilerServices.InputRange("KSampler.seed", "0", "18446744073709551615")]
    public global::ComfyTyped.IntInput Seed
    {
        get => Get<global::ComfyTyped.IntInput>(1);
        set => Set(1, value);
    }

    /// <summary><c>steps</c>: <c>INT</c>.</summary>
    /// <remarks>Range: 1 to 10000. Default: <c>20</c>.</remarks>
    [global::ComfyTyped.CompilerServices.InputRange("KSampler.steps", "1", "10000")]
    public global::ComfyTyped.IntInput Steps
    {
        get => Get<global::ComfyTyped.IntInput>(2);
        set => Set(2, value);
    }

    /// <summary><c>cfg</c>: <c>FLOAT</c>.</summary>
    /// <remarks>Range: 0.0 to 100.0. Step: 0.1. Default: <c>8.0</c>.</remarks>
    [global::ComfyTyped.CompilerServices.InputRange("KSampler.cfg", "0.0", "100.0")]
    public global::ComfyTyped.FloatInput Cfg
    {
        get => Get<global::ComfyTyped.FloatInput>(3);
        set => Set(3, value);
    }

    /// <summary><c>sampler_name</c>: one of a list of options.</summary>
    /// <remarks>Options: <c>"euler"</c>, <c>"euler_cfg_pp"</c>, <c>"euler_ancestral"</c>, <c>"euler_ancestral_cfg_pp"</c>, <c>"heun"</c>, <c>"heunpp2"</c>, <c>"exp_heun_2_x0"</c>, <c>"exp_heun_2_x0_sde"</c>, <c>"dpm_2"</c>, <c>"dpm_2_ancestral"</c>, <c>"lms"</c>, <c>"dpm_fast"</c> and 32 more.</remarks>
    public global::ComfyTyped.ChoiceInput<global::MyApp.Workflows.SamplerName> SamplerName
    {
        get => Get<global::ComfyTyped.ChoiceInput<global::MyApp.Workflows.SamplerName>>(4);
        set => Set(4, value);
    }

    /// <summary><c>scheduler</c>: one of a list of options.</summary>
    /// <remarks>Options: <c>"simple"</c>, <c>"sgm_uniform"</c>, <c>"karras"</c>, <c>"exponential"</c>, <c>"ddim_uniform"</c>, <c>"beta"</c>, <c>"normal"</c>, <c>"linear_quadratic"</c>, <c>"kl_optimal"</c>.</remarks>
    public global::ComfyTyped.ChoiceInput<global::MyApp.Workflows.Scheduler> Scheduler
    {
        get => Get<global::ComfyTyped.ChoiceInput<global::MyApp.Workflows.Scheduler>>(5);
        set => Set(5, value);
    }

    /// <summary><c>positive</c>: a link to <c>CONDITIONING</c>.</summary>
    public global::ComfyTyped.Input<global::ComfyTyped.Types.Conditioning> Positive
    {
        get => Get<global::ComfyTyped.Input<global::ComfyTyped.Types.Conditioning>>(6);
        set => Set(6, value);
    }

    /// <summary><c>negative</c>: a link to <c>CONDITIONING</c>.</summary>
    public global::ComfyTyped.Input<global::ComfyTyped.Types.Conditioning> Negative
    {
        get => Get<global::ComfyTyped.Input<global::ComfyTyped.Types.Conditioning>>(7);
        set => Set(7, value);
    }

    /// <summary><c>latent_image</c>: a link to <c>LATENT</c>.</summary>
    public global::ComfyTyped.Input<global::ComfyTyped.Types.Latent> LatentImage
    {
        get => Get<global::ComfyTyped.Input<global::ComfyTyped.Types.Latent>>(8);
        set => Set(8, value);
    }

    /// <summary><c>denoise</c>: <c>FLOAT</c>.</summary>
    /// <remarks>Range: 0.0 to 1.0. Step: 0.01. Default: <c>1.0</c>.</remarks>
    [global::ComfyTyped.CompilerServices.InputRange("KSampler.denoise", "0.0", "1.0")]
    public global::ComfyTyped.FloatInput Denoise
    {
        get => Get<global::ComfyTyped.FloatInput>(9);
        set => Set(9, value);
    }

    /// <summary>The output of slot 0: <c>LATENT</c>.</summary>
    public global::ComfyTyped.Output<global::ComfyTyped.Types.Latent> Latent => new(this, 0);
}
