namespace ComfyTyped;
internal static class Placeholder;
