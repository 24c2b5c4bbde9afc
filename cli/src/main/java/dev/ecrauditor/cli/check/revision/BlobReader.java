package dev.ecrauditor.cli.check.revision;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Reads the content of files from the database of git, unchanged: no filter, attribute or hook is applied. */
final class BlobReader implements AutoCloseable {

    private static final int LONGEST_HEAD = 200;

    private final Process process;
    private final InputStream output;
    private final OutputStream input;

    BlobReader(GitRevision revision) {
        this.process = new Git(revision.top()).start("cat-file", "--batch");
        this.output = new BufferedInputStream(process.getInputStream());
        this.input = process.getOutputStream();
    }

    /**
     * The content of a file.
     *
     * @throws IOException if git does not have it
     */
    byte[] read(GitRevision.Entry entry) throws IOException {
        input.write((entry.object() + "\n").getBytes(StandardCharsets.US_ASCII));
        input.flush();
        String head = head();
        if (!head.equals(entry.object() + " blob " + entry.bytes())) {
            throw new IOException("git does not have " + entry.object());
        }
        byte[] content = output.readNBytes(Math.toIntExact(entry.bytes()));
        if (content.length != entry.bytes() || output.read() != '\n') {
            throw new IOException("git answered in another form");
        }
        return content;
    }

    private String head() throws IOException {
        StringBuilder head = new StringBuilder();
        int next = output.read();
        while (next >= 0 && next != '\n' && head.length() < LONGEST_HEAD) {
            head.append((char) next);
            next = output.read();
        }
        return head.toString();
    }

    @Override
    public void close() {
        process.destroy();
    }
}
