using Microsoft.Extensions.Options;

namespace ComfyTyped.Hosting;

/// <summary>Says at the start of the host what a client would say when it is made.</summary>
internal sealed class ComfyClientOptionsValidator : IValidateOptions<ComfyClientOptions>
{
    public ValidateOptionsResult Validate(string? name, ComfyClientOptions options)
    {
        try
        {
            options.ThrowIfUnusable();
            return ValidateOptionsResult.Success;
        }
        catch (ArgumentException exception)
        {
            string client = string.IsNullOrEmpty(name) ? "the ComfyClient" : $"the ComfyClient \"{name}\"";
            return ValidateOptionsResult.Fail($"The options of {client} are of no use: {exception.Message}");
        }
    }
}
