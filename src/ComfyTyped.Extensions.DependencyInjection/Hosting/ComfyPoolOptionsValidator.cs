using Microsoft.Extensions.Options;

namespace ComfyTyped.Hosting;

/// <summary>Says at the start of the host what a pool would say when it is made.</summary>
internal sealed class ComfyPoolOptionsValidator : IValidateOptions<ComfyPoolOptions>
{
    public ValidateOptionsResult Validate(string? name, ComfyPoolOptions options)
    {
        try
        {
            options.ThrowIfUnusable();
            return ValidateOptionsResult.Success;
        }
        catch (ArgumentException exception)
        {
            return ValidateOptionsResult.Fail($"The options of the ComfyPool are of no use: {exception.Message}");
        }
    }
}
