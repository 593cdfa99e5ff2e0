namespace ComfyTyped.Compiler;
internal static class Placeholder;
