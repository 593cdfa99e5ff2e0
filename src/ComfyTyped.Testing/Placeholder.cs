namespace ComfyTyped.Testing;
internal static class Placeholder;
