/// <summary>The known options of <c>sampler_name</c>. A server may have others: any string can be assigned to the input.</summary>
/// <param name="Value">The option as the server knows it.</param>
[global::System.CodeDom.Compiler.GeneratedCode("ComfyTyped", "0.1")]
public readonly partial record struct SamplerName(string Value) : global::ComfyTyped.CompilerServices.IComfyChoice<SamplerName>
{
    /// <summary>Gets the option <c>euler</c>.</summary>
    [global::ComfyTyped.CompilerServices.ChoiceOption("euler")]
    public static SamplerName Euler => new("euler");

    /// <summary>Gets the option <c>euler_cfg_pp</c>.</summary>
    [global::ComfyTyped.CompilerServices.ChoiceOption("euler_cfg_pp")]
    public static SamplerName EulerCfgPp => new("euler_cfg_pp");

    /// <summary>Gets the option <c>euler_ancestral</c>.</summary>
    [global::ComfyTyped.CompilerServices.ChoiceOption("euler_ancestral")]
    public static SamplerName EulerAncestral => new("euler_ancestral");

    /// <summary>Gets the option <c>euler_ancestral_cfg_pp</c>.</summary>
    [global::ComfyTyped.CompilerServices.ChoiceOption("euler_ancestral_cfg_pp")]
    public static SamplerName EulerAncestralCfgPp => new("euler_ancestral_cfg_pp");

    /// <summary>Gets the option <c>heun</c>.</summary>
    [global::ComfyTyped.CompilerServices.ChoiceOption("heun")]
    public static SamplerName Heun => new("heun");

    /// <summary>Gets the option <c>heunpp2</c>.</summary>
    [global::ComfyTyped.CompilerServices.ChoiceOption("heunpp2")]
    public static SamplerName Heunpp2 => new("heunpp2");

    /// <summary>Gets the option <c>exp_heun_2_x0</c>.</summary>
    [global::ComfyTyped.CompilerServices.ChoiceOption("exp_heun_2_x0")]
    public static SamplerName ExpHeun2X0 => new("exp_heun_2_x0");

    /// <summary>Gets the option <c>exp_heun_2_x0_sde</c>.</summary>
    [global::ComfyTyped.CompilerServices.ChoiceOption("exp_heun_2_x0_sde")]
    public static SamplerName ExpHeun2X0Sde => new("exp_heun_2_x0_sde");

    /// <summary>Gets the option <c>dpm_2</c>.</summary>
    [global::ComfyTyped.CompilerServices.ChoiceOption("dpm_2")]
    public static SamplerName Dpm2 => new("dpm_2");

    /// <summary>Gets the option <c>dpm_2_ancestral</c>.</summary>
    [global::ComfyTyped.CompilerServices.ChoiceOption("dpm_2_ancestral")]
    public static SamplerName Dpm2Ancestral => new("dpm_2_ancestral");

    /// <summary>Gets the option <c>lms</c>.</summary>
    [global::ComfyTyped.CompilerServices.ChoiceOption("lms")]
    public static SamplerName Lms => new("lms");

    /// <summary>Gets the option <c>dpm_fast</c>.</summary>
    [global::ComfyTyped.CompilerServices.ChoiceOption("dpm_fast")]
    public static SamplerName DpmFast => new("dpm_fast");

    /// <summary>Gets the option <c>dpm_adaptive</c>.</summary>
    [global::ComfyTyped.CompilerServices.ChoiceOption("dpm_adaptive")]
    public static SamplerName DpmAdaptive => new("dpm_adaptive");

    /// <summary>Gets the option <c>dpmpp_2s_ancestral</c>.</summary>
    [global::ComfyTyped.CompilerServices.ChoiceOption("dpmpp_2s_ancestral")]
    public static SamplerName Dpmpp2sAncestral => new("dpmpp_2s_ancestral");

    /// <summary>Gets the option <c>dpmpp_2s_ancestral_cfg_pp</c>.</summary>
    [global::ComfyTyped.CompilerServices.ChoiceOption("dpmpp_2s_ancestral_cfg_pp")]
    public static SamplerName Dpmpp2sAncestralCfgPp => new("dpmpp_2s_ancestral_cfg_pp");

    /// <summary>Gets the option <c>dpmpp_sde</c>.</summary>
    [global::ComfyTyped.CompilerServices.ChoiceOption("dpmpp_sde")]
    public static SamplerName DpmppSde => new("dpmpp_sde");

    /// <summary>Gets the option <c>dpmpp_sde_gpu</c>.</summary>
    [global::ComfyTyped.CompilerServices.ChoiceOption("dpmpp_sde_gpu")]
    public static SamplerName DpmppSdeGpu => new("dpmpp_sde_gpu");

    /// <summary>Gets the option <c>dpmpp_2m</c>.</summary>
    [global::ComfyTyped.CompilerServices.ChoiceOption("dpmpp_2m")]
    public static SamplerName Dpmpp2m => new("dpmpp_2m");

    /// <summary>Gets the option <c>dpmpp_2m_cfg_pp</c>.</summary>
    [global::ComfyTyped.CompilerServices.ChoiceOption("dpmpp_2m_cfg_pp")]
    public static SamplerName Dpmpp2mCfgPp => new("dpmpp_2m_cfg_pp");

    /// <summary>Gets the option <c>dpmpp_2m_sde</c>.</summary>
    [global::ComfyTyped.CompilerServices.ChoiceOption("dpmpp_2m_sde")]
    public static SamplerName Dpmpp2mSde => new("dpmpp_2m_sde");

    /// <summary>Gets the option <c>dpmpp_2m_sde_gpu</c>.</summary>
    [global::ComfyTyped.CompilerServices.ChoiceOption("dpmpp_2m_sde_gpu")]
    public static SamplerName Dpmpp2mSdeGpu => new("dpmpp_2m_sde_gpu");

    /// <summary>Gets the option <c>dpmpp_2m_sde_heun</c>.</summary>
    [global::ComfyTyped.CompilerServices.ChoiceOption("dpmpp_2m_sde_heun")]
    public static SamplerName Dpmpp2mSdeHeun => new("dpmpp_2m_sde_heun");

    /// <summary>Gets the option <c>dpmpp_2m_sde_heun_gpu</c>.</summary>
    [global::ComfyTyped.CompilerServices.ChoiceOption("dpmpp_2m_sde_heun_gpu")]
    public static SamplerName Dpmpp2mSdeHeunGpu => new("dpmpp_2m_sde_heun_gpu");

    /// <summary>Gets the option <c>dpmpp_3m_sde</c>.</summary>
    [global::ComfyTyped.CompilerServices.ChoiceOption("dpmpp_3m_sde")]
    public static SamplerName Dpmpp3mSde => new("dpmpp_3m_sde");

    /// <summary>Gets the option <c>dpmpp_3m_sde_gpu</c>.</summary>
    [global::ComfyTyped.CompilerServices.ChoiceOption("dpmpp_3m_sde_gpu")]
    public static SamplerName Dpmpp3mSdeGpu => new("dpmpp_3m_sde_gpu");

    /// <summary>Gets the option <c>ddpm</c>.</summary>
    [global::ComfyTyped.CompilerServices.ChoiceOption("ddpm")]
    public static SamplerName Ddpm => new("ddpm");

    /// <summary>Gets the option <c>lcm</c>.</summary>
    [global::ComfyTyped.CompilerServices.ChoiceOption("lcm")]
    public static SamplerName Lcm => new("lcm");

    /// <summary>Gets the option <c>ipndm</c>.</summary>
    [global::ComfyTyped.CompilerServices.ChoiceOption("ipndm")]
    public static SamplerName Ipndm => new("ipndm");

    /// <summary>Gets the option <c>ipndm_v</c>.</summary>
    [global::ComfyTyped.CompilerServices.ChoiceOption("ipndm_v")]
    public static SamplerName IpndmV => new("ipndm_v");

    /// <summary>Gets the option <c>deis</c>.</summary>
    [global::ComfyTyped.CompilerServices.ChoiceOption("deis")]
    public static SamplerName Deis => new("deis");

    /// <summary>Gets the option <c>res_multistep</c>.</summary>
    [global::ComfyTyped.CompilerServices.ChoiceOption("res_multistep")]
    public static SamplerName ResMultistep => new("res_multistep");

    /// <summary>Gets the option <c>res_multistep_cfg_pp</c>.</summary>
    [global::ComfyTyped.CompilerServices.ChoiceOption("res_multistep_cfg_pp")]
    public static SamplerName ResMultistepCfgPp => new("res_multistep_cfg_pp");

    /// <summary>Gets the option <c>res_multistep_ancestral</c>.</summary>
    [global::ComfyTyped.CompilerServices.ChoiceOption("res_multistep_ancestral")]
    public static SamplerName ResMultistepAncestral => new("res_multistep_ancestral");

    /// <summary>Gets the option <c>res_multistep_ancestral_cfg_pp</c>.</summary>
    [global::ComfyTyped.CompilerServices.ChoiceOption("res_multistep_ancestral_cfg_pp")]
    public static SamplerName ResMultistepAncestralCfgPp => new("res_multistep_ancestral_cfg_pp");

    /// <summary>Gets the option <c>gradient_estimation</c>.</summary>
    [global::ComfyTyped.CompilerServices.ChoiceOption("gradient_estimation")]
    public static SamplerName GradientEstimation => new("gradient_estimation");

    /// <summary>Gets the option <c>gradient_estimation_cfg_pp</c>.</summary>
    [global::ComfyTyped.CompilerServices.ChoiceOption("gradient_estimation_cfg_pp")]
    public static SamplerName GradientEstimationCfgPp => new("gradient_estimation_cfg_pp");

    /// <summary>Gets the option <c>er_sde</c>.</summary>
    [global::ComfyTyped.CompilerServices.ChoiceOption("er_sde")]
    public static SamplerName ErSde => new("er_sde");

    /// <summary>Gets the option <c>seeds_2</c>.</summary>
    [global::ComfyTyped.CompilerServices.ChoiceOption("seeds_2")]
    public static SamplerName Seeds2 => new("seeds_2");

    /// <summary>Gets the option <c>seeds_3</c>.</summary>
    [global::ComfyTyped.CompilerServices.ChoiceOption("seeds_3")]
    public static SamplerName Seeds3 => new("seeds_3");

    /// <summary>Gets the option <c>sa_solver</c>.</summary>
    [global::ComfyTyped.CompilerServices.ChoiceOption("sa_solver")]
    public static SamplerName SaSolver => new("sa_solver");

    /// <summary>Gets the option <c>sa_solver_pece</c>.</summary>
    [global::ComfyTyped.CompilerServices.ChoiceOption("sa_solver_pece")]
    public static SamplerName SaSolverPece => new("sa_solver_pece");

    /// <summary>Gets the option <c>ddim</c>.</summary>
    [global::ComfyTyped.CompilerServices.ChoiceOption("ddim")]
    public static SamplerName Ddim => new("ddim");

    /// <summary>Gets the option <c>uni_pc</c>.</summary>
    [global::ComfyTyped.CompilerServices.ChoiceOption("uni_pc")]
    public static SamplerName UniPc => new("uni_pc");

    /// <summary>Gets the option <c>uni_pc_bh2</c>.</summary>
    [global::ComfyTyped.CompilerServices.ChoiceOption("uni_pc_bh2")]
    public static SamplerName UniPcBh2 => new("uni_pc_bh2");

    /// <summary>Gets all known options, in the order of the catalog.</summary>
    public static global::System.Collections.Generic.IReadOnlyList<string> Options { get; } =
        new[] { "euler", "euler_cfg_pp", "euler_ancestral", "euler_ancestral_cfg_pp", "heun", "heunpp2", "exp_heun_2_x0", "exp_heun_2_x0_sde", "dpm_2", "dpm_2_ancestral", "lms", "dpm_fast", "dpm_adaptive", "dpmpp_2s_ancestral", "dpmpp_2s_ancestral_cfg_pp", "dpmpp_sde", "dpmpp_sde_gpu", "dpmpp_2m", "dpmpp_2m_cfg_pp", "dpmpp_2m_sde", "dpmpp_2m_sde_gpu", "dpmpp_2m_sde_heun", "dpmpp_2m_sde_heun_gpu", "dpmpp_3m_sde", "dpmpp_3m_sde_gpu", "ddpm", "lcm", "ipndm", "ipndm_v", "deis", "res_multistep", "res_multistep_cfg_pp", "res_multistep_ancestral", "res_multistep_ancestral_cfg_pp", "gradient_estimation", "gradient_estimation_cfg_pp", "er_sde", "seeds_2", "seeds_3", "sa_solver", "sa_solver_pece", "ddim", "uni_pc", "uni_pc_bh2" };

    static SamplerName global::ComfyTyped.CompilerServices.IComfyChoice<SamplerName>.From(string value) => new(value);

    /// <summary>Gives the option as the server knows it.</summary>
    /// <returns>The option.</returns>
    public override string ToString() => Value;
}
