using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace ComfyTyped.Hosting;

/// <summary>Reads options from a configuration by hand: a binder would need reflection, which a trimmed program may not have.</summary>
internal static class ComfyClientSection
{
    public static void Apply(IConfiguration section, ComfyClientOptions options)
    {
        foreach (IConfigurationSection setting in section.GetChildren())
            ApplySetting(setting, options);
    }

    private static void ApplySetting(IConfigurationSection setting, ComfyClientOptions options)
    {
        if (Is(setting, nameof(options.Headers)))
            ApplyHeaders(setting, options);
        else if (Is(setting, nameof(options.Retry)))
            ApplyRetry(setting, options);
        else if (string.IsNullOrEmpty(setting.Value))
            return;
        else if (Is(setting, nameof(options.Url)))
            options.Url = Read(setting, text => new Uri(text, UriKind.Absolute));
        else if (Is(setting, nameof(options.Dialect)))
            options.Dialect = Read(setting, text => Enum.Parse<ComfyDialect>(text, ignoreCase: true));
        else if (Is(setting, nameof(options.ApiKey)))
            options.ApiKey = setting.Value;
        else if (Is(setting, nameof(options.PreviewMethod)))
            options.PreviewMethod = Read(setting, text => Enum.Parse<PreviewMethod>(text, ignoreCase: true));
        else if (Is(setting, nameof(options.AcceptPartialPrompts)))
            options.AcceptPartialPrompts = Read(setting, bool.Parse);
        else if (Is(setting, nameof(options.ValidateBeforeSubmit)))
            options.ValidateBeforeSubmit = Read(setting, bool.Parse);
        else if (Is(setting, nameof(options.LogInputs)))
            options.LogInputs = Read(setting, bool.Parse);
        else if (Is(setting, nameof(options.ConnectionMode)))
            options.ConnectionMode = Read(setting, text => Enum.Parse<ConnectionMode>(text, ignoreCase: true));
        else if (Is(setting, nameof(options.SubmissionMode)))
            options.SubmissionMode = Read(setting, text => Enum.Parse<SubmissionMode>(text, ignoreCase: true));
        else if (Is(setting, nameof(options.MaxResubmissions)))
            options.MaxResubmissions = ReadNumber(setting);
        else if (Is(setting, nameof(options.EventBufferSize)))
            options.EventBufferSize = ReadNumber(setting);
        else if (setting.Key.EndsWith("Bytes", StringComparison.OrdinalIgnoreCase))
            ApplyBytes(setting, options);
        else
            ApplyTimeout(setting, options);
    }

    private static void ApplyBytes(IConfigurationSection setting, ComfyClientOptions options)
    {
        if (Is(setting, nameof(options.MaxResponseBytes)))
            options.MaxResponseBytes = ReadNumber(setting);
        else if (Is(setting, nameof(options.MaxMessageBytes)))
            options.MaxMessageBytes = ReadNumber(setting);
        else if (Is(setting, nameof(options.EventBufferBytes)))
            options.EventBufferBytes = ReadLargeNumber(setting);
        else if (Is(setting, nameof(options.MaxSocketImageBytes)))
            options.MaxSocketImageBytes = ReadLargeNumber(setting);
    }

    private static void ApplyTimeout(IConfigurationSection setting, ComfyClientOptions options)
    {
        if (Is(setting, nameof(options.HistoryPollInterval)))
            options.HistoryPollInterval = ReadTime(setting);
        else if (Is(setting, nameof(options.ConnectTimeout)))
            options.ConnectTimeout = ReadTime(setting);
        else if (Is(setting, nameof(options.RequestTimeout)))
            options.RequestTimeout = ReadTime(setting);
        else if (Is(setting, nameof(options.TransferStallTimeout)))
            options.TransferStallTimeout = ReadTime(setting);
        else if (Is(setting, nameof(options.UnreachableTimeout)))
            options.UnreachableTimeout = ReadTime(setting);
        else if (Is(setting, nameof(options.SilentSocketTimeout)))
            options.SilentSocketTimeout = ReadTime(setting);
        else if (Is(setting, nameof(options.AnswerTimeout)))
            options.AnswerTimeout = ReadTime(setting);
        else if (Is(setting, nameof(options.QueueTimeout)))
            options.QueueTimeout = ReadTime(setting);
        else if (Is(setting, nameof(options.SilenceTimeout)))
            options.SilenceTimeout = ReadTime(setting);
        else if (Is(setting, nameof(options.RunTimeout)))
            options.RunTimeout = ReadTime(setting);
    }

    private static void ApplyHeaders(IConfigurationSection headers, ComfyClientOptions options)
    {
        foreach (IConfigurationSection header in headers.GetChildren())
            options.Headers[header.Key] = header.Value ?? "";
    }

    private static void ApplyRetry(IConfigurationSection retry, ComfyClientOptions options)
    {
        foreach (IConfigurationSection setting in retry.GetChildren())
        {
            if (Is(setting, nameof(RetryOptions.MaxRetries)))
                options.Retry = options.Retry with { MaxRetries = ReadNumber(setting) };
            else if (Is(setting, nameof(RetryOptions.Delay)))
                options.Retry = options.Retry with { Delay = ReadTime(setting) };
            else if (Is(setting, nameof(RetryOptions.MaxDelay)))
                options.Retry = options.Retry with { MaxDelay = ReadTime(setting) };
            else if (Is(setting, nameof(RetryOptions.UseJitter)))
                options.Retry = options.Retry with { UseJitter = Read(setting, bool.Parse) };
        }
    }

    private static bool Is(IConfigurationSection setting, string name) => setting.Key.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static int ReadNumber(IConfigurationSection setting) => Read(setting, text => int.Parse(text, CultureInfo.InvariantCulture));

    private static long ReadLargeNumber(IConfigurationSection setting) => Read(setting, text => long.Parse(text, CultureInfo.InvariantCulture));

    private static TimeSpan ReadTime(IConfigurationSection setting) => Read(setting, text => TimeSpan.Parse(text, CultureInfo.InvariantCulture));

    /// <summary>The value may be a secret in the wrong place, so that only its path is told.</summary>
    private static T Read<T>(IConfigurationSection setting, Func<string, T> parse)
    {
        try
        {
            return parse(setting.Value!);
        }
        catch (Exception exception) when (exception is FormatException or OverflowException or ArgumentException)
        {
            throw new InvalidOperationException($"The setting {setting.Path} cannot be read: a {typeof(T).Name} is wanted there.");
        }
    }
}
