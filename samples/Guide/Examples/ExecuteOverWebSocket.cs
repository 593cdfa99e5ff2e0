using ComfyTyped;
using ComfyTyped.Testing;
using Guide.Workflows;
using Spectre.Console;

namespace Guide.Examples;

/// <summary>For gateways that take prompts over the socket. ComfyUI does not, so that this one brings a server that does.</summary>
public sealed class ExecuteOverWebSocket : IExample
{
    public string Name => "execute";

    public string Script => "sends {\"type\":\"execute\"} over the WebSocket, and reads 'executing' with progress, 'executed' with metadata, and 'error'";

    public async Task RunAsync(Stage stage, CancellationToken cancellationToken)
    {
        await using ComfyServer gateway = await ComfyServer.StartAsync(options => options.AcceptsExecuteMessages = true, cancellationToken);
        await using var comfy = new ComfyClient(gateway.Url, new ComfyClientOptions { SubmissionMode = SubmissionMode.Socket });

        TextToImage.Result result = await comfy.RunAsync(
            new TextToImage { PositivePrompt = { Text = "a lighthouse in the fog" } },
            on => on.Progress(progress => stage.Console.MarkupLineInterpolated($"[grey]{progress.Fraction:P0}[/]")),
            cancellationToken);

        string path = await result.SaveImage.Images[0].SaveToFolderAsync(stage.Folder, cancellationToken);
        stage.Console.MarkupLineInterpolated($"[green]{path}[/]");
    }
}
