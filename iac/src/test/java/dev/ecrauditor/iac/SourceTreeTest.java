package dev.ecrauditor.iac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.iac.declaration.DeploymentPlace;
import dev.ecrauditor.iac.declaration.SourcePosition;
import dev.ecrauditor.iac.source.SourceFile;
import dev.ecrauditor.iac.source.SourceTree;
import dev.ecrauditor.iac.source.UnreadableSourceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceTreeTest {

    @TempDir
    private Path directory;

    private Path file(String name, byte... content) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(Optional.ofNullable(file.getParent()).orElseThrow());
        return Files.write(file, content);
    }

    @Test
    void aDirectoryIsSearchedInTheOrderOfNames() throws IOException {
        file("b.yml");
        file("a/template.JSON");
        file("c.md");
        file(".git/x.yaml");
        file("asset.1/x.yaml");
        file("main.tf");
        assertThat(SourceTree.under(List.of(directory)).files())
                .extracting(SourceFile::fileName)
                .containsExactly("template.JSON", "b.yml", "main.tf");
    }

    @Test
    void aNamedFileMayHaveAnyName() throws IOException {
        Path file = file("c.md");
        SourceTree tree = SourceTree.under(List.of(file));
        assertThat(tree.files()).containsExactly(new SourceFile(file.toString(), file, true));
        assertThat(tree.named()).containsExactly(file);
    }

    @Test
    void symbolicLinksAreNotFollowed() throws IOException {
        Files.createSymbolicLink(directory.resolve("loop"), directory);
        Files.createSymbolicLink(directory.resolve("link.yaml"), file("text.md"));
        assertThat(SourceTree.under(List.of(directory)).files()).isEmpty();
    }

    @Test
    void aTextBeginsBehindItsByteOrderMark() throws IOException {
        Path file = file("a.yaml", (byte) 0xEF, (byte) 0xBB, (byte) 0xBF, (byte) 'x');
        assertThat(new SourceFile("a.yaml", file, true).text(100)).isEqualTo("x");
    }

    @Test
    void whatCannotBeReadSaysWhy() throws IOException {
        SourceFile notUtf8 = new SourceFile("a", file("a.yaml", (byte) 0xFF), true);
        assertThatThrownBy(() -> notUtf8.text(100))
                .isInstanceOf(UnreadableSourceException.class)
                .hasMessage("is not UTF-8 text");
        SourceFile large = new SourceFile("b", file("b.yaml", new byte[1024 * 1024 + 1]), true);
        assertThatThrownBy(() -> large.text(1024 * 1024)).hasMessage("is larger than 1 MiB");
        SourceFile missing = new SourceFile("c", directory.resolve("c"), true);
        assertThatThrownBy(() -> missing.text(1)).hasMessage("cannot be opened; check that you may read it");
    }

    @Test
    void aLineIsCountedFrom1AndAPlaceIsValid() {
        assertThatThrownBy(() -> new SourcePosition("a", 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DeploymentPlace("1", "us-east-1")).isInstanceOf(IllegalArgumentException.class);
        assertThat(new DeploymentPlace("111122223333", "cn-north-1").partition())
                .isEqualTo("aws-cn");
    }

    @Test
    void aStandInIsReplacedOnlyWhereThePlaceIsNotKnown() {
        DeploymentPlace other = new DeploymentPlace("444455556666", "eu-west-1");
        String text = DeploymentPlace.UNKNOWN_ACCOUNT + " " + DeploymentPlace.UNKNOWN_REGION;
        assertThat(DeploymentPlace.UNKNOWN.textIn(other, text)).isEqualTo("444455556666 eu-west-1");
        assertThat(Templates.KNOWN.textIn(Templates.KNOWN, text)).isEqualTo(text);
        assertThat(DeploymentPlace.readable(text)).isEqualTo("ACCOUNT_ID REGION");
    }
}
