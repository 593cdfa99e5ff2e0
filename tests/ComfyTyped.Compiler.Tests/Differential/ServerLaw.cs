namespace ComfyTyped.Compiler.Tests.Differential;

/// <summary>
/// The law: the compiler says what the server would say, of the same node and the same input. It says more only where the
/// server does not look: at nodes that no output depends on through good links into declared inputs, and at inputs that nobody declares.
/// </summary>
internal static class ServerLaw
{
    /// <summary>Where the two disagree; null when they do not.</summary>
    public static string? Disagreement(ServerVerdict server, RuleVerdict? rules)
    {
        if (rules is null)
            return server.IsAccepted ? "the server runs what the compiler cannot read" : null;
        if (rules.HasUnknownClass != (server.Error == "invalid_prompt"))
            return $"unknown class: rules {rules.HasUnknownClass}, server {server.Error}";
        if (rules.HasUnknownClass)
            return null;
        if (rules.HasNoOutput != (server.Error == "prompt_no_outputs"))
            return $"no output: rules {rules.HasNoOutput}, server {server.Error}";
        if (rules.HasNoOutput)
            return null;
        HashSet<Complaint> expected = Visible(rules, server);
        if (!expected.SetEquals(server.Complaints))
            return $"rules only [{string.Join(", ", expected.Except(server.Complaints))}], server only [{string.Join(", ", server.Complaints.Except(expected))}]";

        // A circle through an input that nobody declares is found when the prompt runs.
        if (rules.HasCycle && rules.HasUndeclaredLink)
            return null;
        return server.IsAccepted == (expected.Count == 0 && !rules.HasCycle) ? null : $"accepted: {server.IsAccepted}, cycle: {rules.HasCycle}";
    }

    /// <summary>What the rules say of what the server looks at. Where its validator breaks off, nothing else of the node is told.</summary>
    private static HashSet<Complaint> Visible(RuleVerdict rules, ServerVerdict server)
    {
        Complaint[] seen = [.. rules.Complaints.Where(complaint =>
            server.Seen.Contains(complaint.NodeId) && server.Declares(complaint.NodeId, complaint.Input))];
        HashSet<string> broken = [.. seen.Where(complaint => complaint.Type == Complaint.BreakOff).Select(complaint => complaint.NodeId)];
        return [.. seen.Select(complaint => broken.Contains(complaint.NodeId) ? new Complaint(complaint.NodeId, "", Complaint.BreakOff) : complaint)];
    }
}
