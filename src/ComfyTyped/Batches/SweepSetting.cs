using System.Globalization;

namespace ComfyTyped.Batches;

/// <summary>What a sweep sets, whatever its type.</summary>
/// <param name="Name">What labels call it.</param>
/// <param name="Apply">Sets the value at a place, or a drawn one, and gives it as text.</param>
internal sealed record SweepSetting<TWorkflow>(string Name, Func<TWorkflow, int, Random, string> Apply)
    where TWorkflow : ComfyWorkflow
{
    public static SweepSetting<TWorkflow> Of<T>(Action<TWorkflow, T> set, IEnumerable<T> values, string expression, out int count)
    {
        ArgumentNullException.ThrowIfNull(values);
        T[] all = [.. values];
        count = all.Length;
        return Of(set, (index, _) => all[index], expression);
    }

    public static SweepSetting<TWorkflow> Of<T>(Action<TWorkflow, T> set, Func<Random, T> draw, string expression)
    {
        ArgumentNullException.ThrowIfNull(draw);
        return Of(set, (_, random) => draw(random), expression);
    }

    private static SweepSetting<TWorkflow> Of<T>(Action<TWorkflow, T> set, Func<int, Random, T> valueAt, string expression)
    {
        ArgumentNullException.ThrowIfNull(set);
        return new SweepSetting<TWorkflow>(NameOf(expression), (workflow, index, random) =>
        {
            T value = valueAt(index, random);
            set(workflow, value);
            return Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        });
    }

    /// <summary>Of <c>(w, v) => w.KSampler.Cfg = v</c> it is <c>KSampler.Cfg</c>; anything else stays as it is.</summary>
    private static string NameOf(string expression)
    {
        string body = expression[(expression.IndexOf("=>", StringComparison.Ordinal) is var arrow and >= 0 ? arrow + 2 : 0)..].Trim();
        int dot = body.IndexOf('.');
        int assignment = body.IndexOf('=');
        return body.Length < expression.Length && dot > 0 && assignment > dot ? body[(dot + 1)..assignment].TrimEnd(' ', '+') : body;
    }
}
