namespace ComfyTyped.Pool;

/// <summary>Which failures are a server's, so that a run goes on elsewhere. What is wrong with the workflow is wrong everywhere.</summary>
internal static class MoveRules
{
    /// <summary>Tells whether another server may take a run that one has not taken: that one is out of reach or out of order, or lacks what the run needs.</summary>
    public static bool IsForAnother(ComfyException refusal) => refusal switch
    {
        ComfyConnectionException or ComfyServerException => true,
        PromptRejectedException rejected => rejected.Type is "missing_node_type" or "invalid_prompt" || rejected.NodeErrors.Any(IsLack),
        PromptPartlyRejectedException rejected => rejected.NodeErrors.Any(IsLack),
        _ => false,
    };

    /// <summary>Tells whether a run has ended because its server has lost it. One that a node has failed may also be begun again at a time when its server does not take it.</summary>
    public static bool IsLoss(ComfyException failure) => failure
        is ComfyRunLostException { Reason: RunLostReason.Restarted or RunLostReason.Unreachable }
        or ComfyConnectionException
        or ComfyServerException;

    private static bool IsLack(NodeError error) => error.Type == "value_not_in_list";
}
