namespace ComfyTyped.Wire;

/// <summary>Reads the header <c>Retry-After</c>, which has a number of seconds or a date.</summary>
internal static class RetryAfter
{
    public static TimeSpan? Of(HttpResponseMessage response, TimeProvider time) => response.Headers.RetryAfter switch
    {
        { Delta: { } pause } => pause,
        { Date: { } date } => date - time.GetUtcNow() is var pause && pause > TimeSpan.Zero ? pause : TimeSpan.Zero,
        _ => null,
    };
}
