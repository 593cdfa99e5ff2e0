using System.CommandLine;
using ComfyTyped;
using ComfyTyped.Testing;
using Spectre.Console;
using TextToImageSample;
using TextToImageSample.Workflows;

Option<string?> server = new("--server") { Description = "URL of a ComfyUI server. Without it a local server simulates one." };
Option<string?> prompt = new("--prompt") { Description = "What to draw. The default is the prompt of the workflow file." };
Option<ulong?> seed = new("--seed") { Description = "The seed. Without it every run draws a new one." };
Option<int?> steps = new("--steps") { Description = "Sampling steps. The default is the workflow file's." };
Option<string?> checkpoint = new("--checkpoint") { Description = "The model file, as the server lists it. The default is the workflow file's." };
Option<string> output = new("--output") { Description = "The folder for the picture.", DefaultValueFactory = _ => "output" };

RootCommand command = new("Runs workflows/text_to_image.json as a typed class.") { server, prompt, seed, steps, checkpoint, output };
command.SetAction(async (arguments, cancellationToken) =>
{
    // The class was generated from the file: its nodes are properties, and their inputs are typed.
    var workflow = new TextToImage { KSampler = { Seed = Seed.Random, SamplerName = SamplerName.Euler } };
    if (arguments.GetValue(prompt) is { } text)
        workflow.PositivePrompt.Text = text;
    if (arguments.GetValue(seed) is { } number)
        workflow.KSampler.Seed = number;
    if (arguments.GetValue(steps) is { } count)
        workflow.KSampler.Steps = count;

    if (arguments.GetValue(checkpoint) is { } model)
        workflow.CheckpointLoaderSimple.CkptName = model;

    await using ComfyServer? local = arguments.GetValue(server) is null ? await LocalServer.StartAsync(cancellationToken) : null;
    await using var comfy = new ComfyClient(local?.Url.ToString() ?? arguments.GetValue(server)!);

    try
    {
        TextToImage.Result result = await RunView.ShowAsync(view => comfy.RunAsync(
            workflow,
            on => on
                .Progress(progress => view.Progress(progress.Fraction, progress.Node?.PropertyName))
                .Preview(frame => view.Preview(frame.Image)),
            cancellationToken));

        foreach (OutputFile image in result.SaveImage.Images)
        {
            string path = await image.SaveToFolderAsync(arguments.GetValue(output)!, cancellationToken);
            AnsiConsole.MarkupLineInterpolated($"[green]{path}[/] (seed {result.SeedOf(workflow.KSampler)})");
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
