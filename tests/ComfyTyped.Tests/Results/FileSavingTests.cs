using System.Globalization;
using System.Text;
using ComfyTyped.Graph;

namespace ComfyTyped.Tests.Results;

public sealed class FileSavingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("comfytyped").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("a.png", "A.PNG")]
    [InlineData("é.png", "e\u0301.png")]
    [InlineData("a.png", "a\u200b.png")]
    [InlineData("ａ.png", "Ａ.png")]
    public async Task A_file_of_nearly_the_same_name_is_kept(string first, string second)
    {
        string one = await Named(first).SaveToFolderAsync(_folder, Token);
        string two = await Named(second).SaveToFolderAsync(_folder, Token);

        Assert.NotEqual(one, two);
        Assert.Equal([first, second], [await File.ReadAllTextAsync(one, Token), await File.ReadAllTextAsync(two, Token)]);
    }

    [Fact]
    public async Task Names_that_only_Linux_tells_apart_are_numbered()
    {
        await Named("Photo.png").SaveToFolderAsync(_folder, Token);
        await Named("photo.PNG").SaveToFolderAsync(_folder, Token);
        string third = await Named("PHOTO.png").SaveToFolderAsync(_folder, Token);

        Assert.Equal("PHOTO (2).png", Path.GetFileName(third));
    }

    [Fact]
    public async Task A_folder_or_a_dangling_link_of_the_name_is_kept()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "a.png"));
        File.CreateSymbolicLink(Path.Combine(_folder, "a (1).png"), Path.Combine(_folder, "nowhere"));

        string path = await Named("a.png").SaveToFolderAsync(_folder, Token);

        Assert.Equal("a (2).png", Path.GetFileName(path));
        Assert.False(File.Exists(Path.Combine(_folder, "nowhere")));
    }

    [Fact]
    public async Task Many_saves_at_once_keep_every_file()
    {
        string[] paths = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => Task.Run(() => Named("a.png", $"{i}").SaveToFolderAsync(_folder, Token))));

        Assert.Equal(32, paths.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal(Enumerable.Range(0, 32), paths.Select(File.ReadAllText).Select(text => int.Parse(text, CultureInfo.InvariantCulture)).Order());
        Assert.Equal(32, Directory.GetFileSystemEntries(_folder).Length);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_a_killed_process_left_behind_is_deleted_by_the_next_save(bool toFolder)
    {
        string left = Left(PartialName(1), TimeSpan.FromDays(2));

        await (toFolder ? Named("a.png").SaveToFolderAsync(_folder, Token) : Named("a.png").SaveAsync(Path.Combine(_folder, "a.png"), Token));

        Assert.False(File.Exists(left));
        Assert.Equal(["a.png"], Directory.GetFileSystemEntries(_folder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task What_a_save_begins_with_is_what_a_later_one_deletes()
    {
        string partial;
        await using (FileStream begun = PartialFiles.Create(_folder))
            partial = begun.Name;
        File.SetLastWriteTimeUtc(partial, DateTime.UtcNow.AddDays(-2));

        await Named("a.png").SaveToFolderAsync(_folder, Token);

        Assert.Equal(["a.png"], Directory.GetFileSystemEntries(_folder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_save_that_still_runs_keeps_its_partial_file_however_old_that_is()
    {
        await using FileStream writer = PartialFiles.Create(_folder);
        File.SetLastWriteTimeUtc(writer.SafeFileHandle, DateTime.UtcNow.AddDays(-2));

        await Named("a.png").SaveToFolderAsync(_folder, Token);

        Assert.True(File.Exists(writer.Name));
    }

    [Fact]
    public async Task A_partial_file_that_was_written_to_lately_is_kept()
    {
        string young = Left(PartialName(1), TimeSpan.FromHours(23));

        await Named("a.png").SaveToFolderAsync(_folder, Token);

        Assert.True(File.Exists(young));
    }

    [Theory]
    [InlineData("download.comfytyped-part")]
    [InlineData(".0123456789abcdef0123456789abcde.comfytyped-part")]
    [InlineData(".0123456789abcdef0123456789ABCDEF.comfytyped-part")]
    [InlineData(".0123456789abcdef0123456789abcdef.part")]
    [InlineData(".0123456789abcdef0123456789abcdef.comfytyped-part.png")]
    [InlineData(".0123456789abcdef-0123456789abcdef.comfytyped-part")]
    public async Task A_file_that_is_not_surely_ours_is_kept(string name)
    {
        string other = Left(name, TimeSpan.FromDays(365));

        await Named("a.png").SaveToFolderAsync(_folder, Token);

        Assert.True(File.Exists(other));
    }

    [Fact]
    public async Task A_folder_or_a_link_with_the_name_of_a_partial_file_is_kept()
    {
        string target = Left("precious.txt", TimeSpan.FromDays(365));
        FileSystemInfo link = File.CreateSymbolicLink(Path.Combine(_folder, PartialName(1)), target);
        link.LastWriteTimeUtc = DateTime.UtcNow.AddDays(-2);
        Assert.InRange(new FileInfo(link.FullName).LastWriteTimeUtc, DateTime.MinValue, DateTime.UtcNow.AddDays(-1));
        Directory.CreateDirectory(Path.Combine(_folder, PartialName(2)));
        Directory.SetLastWriteTimeUtc(Path.Combine(_folder, PartialName(2)), DateTime.UtcNow.AddDays(-2));

        await Named("a.png").SaveToFolderAsync(_folder, Token);

        Assert.Equal(4, Directory.GetFileSystemEntries(_folder).Length);
        Assert.Equal("left", await File.ReadAllTextAsync(target, Token));
    }

    private static string PartialName(int number) => $".{number:x32}.comfytyped-part";

    private static OutputFile Named(string name, string? content = null) => new(name, MediaKind.Image, Encoding.UTF8.GetBytes(content ?? name));

    private string Left(string name, TimeSpan age)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, "left");
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow - age);
        return path;
    }
}
