// Opens a package as the Open XML SDK does, and prints the target of each relationship on a line.
// Without a package, reads lines and prints whether each is an address.
using System;
using System.IO;
using System.IO.Packaging;
using System.Text;

static class Relationships
{
    static void Main(string[] files)
    {
        Console.SetOut(new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false)));
        if (files.Length == 0)
        {
            Judge(new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(false)));
            return;
        }
        using (Package package = Package.Open(files[0], FileMode.Open, FileAccess.Read))
        {
            foreach (PackagePart part in package.GetParts())
            {
                if (part.Uri.ToString().EndsWith(".rels")) continue;
                foreach (PackageRelationship relationship in part.GetRelationships())
                {
                    if (relationship.TargetMode != TargetMode.External) continue;
                    relationship.TargetUri.ToString();  // which NPOI asks for, and which looks closer
                    Console.WriteLine(relationship.TargetUri.OriginalString);
                }
            }
        }
        Console.Out.Flush();
    }

    static void Judge(TextReader lines)
    {
        for (string line = lines.ReadLine(); line != null; line = lines.ReadLine())
        {
            Uri read;
            Console.WriteLine(Uri.TryCreate(line, UriKind.Absolute, out read));
        }
        Console.Out.Flush();
    }
}
