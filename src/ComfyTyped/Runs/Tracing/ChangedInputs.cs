using System.Globalization;
using System.Text;
using ComfyTyped.CompilerServices;
using ComfyTyped.Primitives;

namespace ComfyTyped.Runs;

/// <summary>What a workflow holds other than its file, as one line of a log: bounded in size, and without what looks like a secret by its name.</summary>
internal static class ChangedInputs
{
    private const int MaxInputs = 50;
    private const int MaxLength = 200;

    public static string Of(ComfyWorkflow workflow, IReadOnlyList<UsedSeed> seeds)
    {
        string[] inputs = [.. workflow.Nodes.SelectMany(node => Of(node, seeds)).Take(MaxInputs + 1)];
        string listed = string.Join("; ", inputs.Take(MaxInputs));
        return inputs.Length > MaxInputs ? listed + "; ..." : listed;
    }

    private static IEnumerable<string> Of(ComfyNode node, IReadOnlyList<UsedSeed> seeds)
    {
        for (int index = 0; index < node.Values.Count; index++)
        {
            InputValue value = node.Values[index];
            InputSchema input = node.Schema.Inputs[index];
            if (value.IsSet && value.Token is null)
                yield return $"{node}.{input.Property} = {Show(node, input, value, seeds)}";
        }
    }

    private static string Show(ComfyNode node, InputSchema input, InputValue value, IReadOnlyList<UsedSeed> seeds)
    {
        // A node that only holds a value, such as PrimitiveString, has the meaning in its title.
        if (!value.IsLink && (SecretNames.IsSecret(input.Name) || SecretNames.IsSecret(node.ToString()!)))
            return "***";
        if (value.IsRandomSeed)
            return Invariant(seeds.First(seed => seed.NodeId == node.Id && seed.Input == input.Name).Value);
        string text = value.ToString();
        var line = new StringBuilder(text, 0, Math.Min(text.Length, MaxLength), MaxLength + 3);
        for (int i = 0; i < line.Length; i++)
        {
            // A line break of a prompt must not begin a line of the log.
            if (char.IsControl(line[i]) || line[i] is '\u2028' or '\u2029')
                line[i] = ' ';
        }
        return text.Length > MaxLength ? line.Append("...").ToString() : line.ToString();
    }

    private static string Invariant(ulong value) => value.ToString(CultureInfo.InvariantCulture);
}
