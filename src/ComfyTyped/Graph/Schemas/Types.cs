namespace ComfyTyped.Types;

// One marker per ComfyUI type of the core nodes: they have no members, they only keep links of different types apart.
// Types of custom nodes get their markers generated beside the node classes.

/// <summary>ComfyUI's <c>AUDIO</c>: a sound: its samples and sample rate.</summary>
public abstract class Audio;

/// <summary>ComfyUI's <c>AUDIO_ENCODER</c>: a model that encodes sound.</summary>
public abstract class AudioEncoder;

/// <summary>ComfyUI's <c>AUDIO_ENCODER_OUTPUT</c>: what an audio encoder made of a sound.</summary>
public abstract class AudioEncoderOutput;

/// <summary>ComfyUI's <c>AUDIO_RECORD</c>: a sound recorded in the editor.</summary>
public abstract class AudioRecord;

/// <summary>ComfyUI's <c>BOOLEAN</c>: true or false.</summary>
public abstract class Boolean;

/// <summary>ComfyUI's <c>CLIP</c>: a text encoder.</summary>
public abstract class Clip;

/// <summary>ComfyUI's <c>CLIP_VISION</c>: a model that encodes pictures for conditioning.</summary>
public abstract class ClipVision;

/// <summary>ComfyUI's <c>CLIP_VISION_OUTPUT</c>: what a CLIP vision model made of a picture.</summary>
public abstract class ClipVisionOutput;

/// <summary>ComfyUI's <c>COMBO</c>: one of a list of options.</summary>
public abstract class Combo;

/// <summary>ComfyUI's <c>CONDITIONING</c>: an encoded prompt that guides a sampler.</summary>
public abstract class Conditioning;

/// <summary>ComfyUI's <c>CONTROL_NET</c>: a ControlNet model.</summary>
public abstract class ControlNet;

/// <summary>ComfyUI's <c>FLOAT</c>: a floating-point number.</summary>
public abstract class Float;

/// <summary>ComfyUI's <c>FLOATS</c>: a list of floating-point numbers.</summary>
public abstract class Floats;

/// <summary>ComfyUI's <c>GLIGEN</c>: a GLIGEN model.</summary>
public abstract class Gligen;

/// <summary>ComfyUI's <c>GUIDER</c>: what steers a custom sampler.</summary>
public abstract class Guider;

/// <summary>ComfyUI's <c>HOOKS</c>: changes to models over the course of sampling.</summary>
public abstract class Hooks;

/// <summary>ComfyUI's <c>HOOK_KEYFRAMES</c>: strengths of hooks over the course of sampling.</summary>
public abstract class HookKeyframes;

/// <summary>ComfyUI's <c>IMAGE</c>: a batch of pictures.</summary>
public abstract class Image;

/// <summary>ComfyUI's <c>INT</c>: an integer.</summary>
public abstract class Int;

/// <summary>ComfyUI's <c>LATENT</c>: a batch of latent pictures.</summary>
public abstract class Latent;

/// <summary>ComfyUI's <c>LATENT_OPERATION</c>: an operation on latents.</summary>
public abstract class LatentOperation;

/// <summary>ComfyUI's <c>LATENT_UPSCALE_MODEL</c>: a model that enlarges latents.</summary>
public abstract class LatentUpscaleModel;

/// <summary>ComfyUI's <c>LOAD3D_CAMERA</c>: the camera of a 3D viewer.</summary>
public abstract class Load3dCamera;

/// <summary>ComfyUI's <c>LOAD_3D</c>: the state of a 3D viewer.</summary>
public abstract class Load3D;

/// <summary>ComfyUI's <c>LOAD_3D_ANIMATION</c>: the state of an animated 3D viewer.</summary>
public abstract class Load3DAnimation;

/// <summary>ComfyUI's <c>LORA_MODEL</c>: the weights of a LoRA.</summary>
public abstract class LoraModel;

/// <summary>ComfyUI's <c>LOSS_MAP</c>: the losses of a training.</summary>
public abstract class LossMap;

/// <summary>ComfyUI's <c>MASK</c>: a batch of masks.</summary>
public abstract class Mask;

/// <summary>ComfyUI's <c>MESH</c>: a 3D mesh.</summary>
public abstract class Mesh;

/// <summary>ComfyUI's <c>MODEL</c>: a diffusion model.</summary>
public abstract class Model;

/// <summary>ComfyUI's <c>MODEL_PATCH</c>: a patch of a diffusion model.</summary>
public abstract class ModelPatch;

/// <summary>ComfyUI's <c>NOISE</c>: a source of noise.</summary>
public abstract class Noise;

/// <summary>ComfyUI's <c>PHOTOMAKER</c>: a PhotoMaker model.</summary>
public abstract class Photomaker;

/// <summary>ComfyUI's <c>SAMPLER</c>: a sampling algorithm.</summary>
public abstract class Sampler;

/// <summary>ComfyUI's <c>SIGMAS</c>: a noise schedule.</summary>
public abstract class Sigmas;

/// <summary>ComfyUI's <c>STRING</c>: a text.</summary>
public abstract class String;

/// <summary>ComfyUI's <c>STYLE_MODEL</c>: a style model.</summary>
public abstract class StyleModel;

/// <summary>ComfyUI's <c>SVG</c>: vector graphics.</summary>
public abstract class Svg;

/// <summary>ComfyUI's <c>TIMESTEPS_RANGE</c>: a part of the sampling.</summary>
public abstract class TimestepsRange;

/// <summary>ComfyUI's <c>TRACKS</c>: tracks of motion.</summary>
public abstract class Tracks;

/// <summary>ComfyUI's <c>UPSCALE_MODEL</c>: a model that enlarges pictures.</summary>
public abstract class UpscaleModel;

/// <summary>ComfyUI's <c>VAE</c>: a model that encodes and decodes latents.</summary>
public abstract class Vae;

/// <summary>ComfyUI's <c>VIDEO</c>: a video.</summary>
public abstract class Video;

/// <summary>ComfyUI's <c>VOXEL</c>: a voxel grid.</summary>
public abstract class Voxel;

/// <summary>ComfyUI's <c>WAN_CAMERA_EMBEDDING</c>: a camera movement for Wan models.</summary>
public abstract class WanCameraEmbedding;

/// <summary>ComfyUI's <c>WEBCAM</c>: a webcam picture.</summary>
public abstract class Webcam;
