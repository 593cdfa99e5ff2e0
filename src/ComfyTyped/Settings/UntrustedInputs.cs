using ComfyTyped.CompilerServices;
using ComfyTyped.Primitives;

namespace ComfyTyped.Settings;

/// <summary>
/// Judges which inputs somebody may set who must not reach the files of the server. Closed by default: an input passes only when its declaration shows that a value
/// does no more than shape the result. The one judge of this for REST callers and language models.
/// </summary>
/// <param name="workflow">The workflow.</param>
internal sealed class UntrustedInputs(ComfyWorkflow workflow)
{
    private const int MaxNameLength = 255;

    private static readonly HashSet<string> ModelTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        "CLIP", "VAE", "CONTROL_NET", "GLIGEN", "PHOTOMAKER", "CLIP_VISION", "AUDIO_ENCODER", "HOOKS", "MODEL_PATCH",
    };

    private readonly Lazy<ILookup<ComfyNode, NodeLink>> _links =
        new(() => workflow.Nodes.SelectMany(node => node.Links()).ToLookup(link => link.Source), isThreadSafe: false);

    public bool IsHarmless(ComfyNode node, string input) =>
        node.Schema.IsKnown && node.Schema.IndexOf(input) is >= 0 and int index && IsHarmless(node, node.Schema.Inputs[index]);

    /// <summary>Whether a text names a file of a list and nothing else, though the server may not look at its list: no path out of its folder, none of another one.</summary>
    public static bool IsModelName(string name) =>
        name.Length is > 0 and <= MaxNameLength
        && name[0] is not ('/' or '\\' or '~' or ' ')
        && name[^1] is not (']' or ' ')
        && !name.Contains(':', StringComparison.Ordinal)
        && !name.Any(char.IsControl)
        && !name.Split('/', '\\').Contains("..");

    // Without the value: what the workflow file happens to hold makes no input of a custom type safe.
    private bool IsHarmless(ComfyNode node, InputSchema input) => new SettableInput(node, input, default).Kind switch
    {
        SettingKind.Integer or SettingKind.Number or SettingKind.Flag or SettingKind.Case or SettingKind.TokenChoice => true,
        SettingKind.Text => !node.Schema.IsOutput && !SecretNames.IsSecret(node.ToString()) && !IsReference(node, input) && !FeedsReference(node),
        SettingKind.File or SettingKind.Choice or SettingKind.Choices => IsFileList(input)
            ? IsModelLoader(node.Schema) && !InputWords.IsContent(input.Name)
            : !InputWords.IsPlace(input.Name),
        _ => false,
    };

    /// <summary>Whether a text that the input gets stands for something outside the workflow. What takes anything hands it on or shows it.</summary>
    private static bool IsReference(ComfyNode node, InputSchema input) =>
        !node.Schema.IsKnown
        || InputWords.ReachesOut(node.ClassType)
        || (!LinkTypes.IsAny(input.Type) && (InputWords.IsReference(input.Name) || (input.Type == "COMBO" && IsFileList(input))));

    /// <summary>Whether links carry a text of the node to where it stands for something, through nodes that join or change texts as well.</summary>
    private bool FeedsReference(ComfyNode start)
    {
        var seen = new HashSet<ComfyNode> { start };
        var waiting = new Stack<ComfyNode>(seen);
        while (waiting.TryPop(out ComfyNode? node))
        {
            foreach (NodeLink link in _links.Value[node].Where(link => CarriesText(link.Source.Schema.OutputType(link.Slot))))
            {
                NodeSchema target = link.Target.Schema;
                if (IsReference(link.Target, target.Inputs[target.IndexOf(link.Input)]))
                    return true;
                if (seen.Add(link.Target))
                    waiting.Push(link.Target);
            }
        }
        return false;
    }

    private static bool CarriesText(string type) => LinkTypes.AreCompatible(type, "STRING,COMBO");

    /// <summary>Generated classes carry no options of a list of files. What a server declares has them, and marks those that nodes look up on the disk.</summary>
    private static bool IsFileList(InputSchema input) => input.Options.Count == 0 || input.IsLenient || input.Options.Any(IsFileName);

    private static bool IsFileName(string option)
    {
        string extension = Path.GetExtension(option);
        return extension.Length is > 2 and < 13 && extension.Length < option.Length && char.IsAsciiLetter(extension[1]) && extension.Skip(1).All(char.IsAsciiLetterOrDigit);
    }

    /// <summary>Whether the class makes models and nothing else of its files: choosing another shows nobody anything but what that model makes.</summary>
    private static bool IsModelLoader(NodeSchema schema) => schema.Outputs.Count > 0 && schema.Outputs.All(IsModel);

    private static bool IsModel(string type) => ModelTypes.Contains(type) || type.EndsWith("MODEL", StringComparison.OrdinalIgnoreCase);
}
