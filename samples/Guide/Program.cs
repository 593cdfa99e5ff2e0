using System.CommandLine;
using ComfyTyped;
using ComfyTyped.Testing;
using Guide;
using Spectre.Console;

Argument<string[]> names = new("example") { Description = "The examples to run; without any, all of them.", Arity = ArgumentArity.ZeroOrMore };
names.AcceptOnlyFromAmong([.. AllExamples.List.Select(example => example.Name)]);
Option<string?> server = new("--server") { Description = "URL of a ComfyUI server. Without it a local server simulates one." };
Option<string> output = new("--output") { Description = "The folder for files.", DefaultValueFactory = _ => "output" };

RootCommand command = new("Runs the examples of the WebSocket workflow guide as typed programs.") { names, server, output };
command.SetAction(async (arguments, cancellationToken) =>
{
    await using ComfyServer? local = arguments.GetValue(server) is null ? await ComfyServer.StartAsync(cancellationToken: cancellationToken) : null;
    await using var comfy = new ComfyClient(local?.Url.ToString() ?? arguments.GetValue(server)!);
    var stage = new Stage(comfy, AnsiConsole.Console, arguments.GetValue(output)!);
    string[] wanted = arguments.GetValue(names)!;
    try
    {
        foreach (IExample example in AllExamples.List.Where(example => wanted.Length == 0 || wanted.Contains(example.Name)))
        {
            AnsiConsole.MarkupLineInterpolated($"[bold]{example.Name}[/] [grey]The script {example.Script}.[/]");
            await example.RunAsync(stage, cancellationToken);
        }
        return 0;
    }
    catch (ComfyException exception)
    {
        AnsiConsole.MarkupLineInterpolated($"[red]{exception.Message}[/]");
        return 1;
    }
});

return await command.Parse(args).InvokeAsync();
