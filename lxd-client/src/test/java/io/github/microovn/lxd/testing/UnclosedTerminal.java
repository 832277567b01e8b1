package io.github.microovn.lxd.testing;

import io.github.microovn.lxd.InteractiveProcess;
import io.github.microovn.lxd.LxdClient;
import io.github.microovn.lxd.model.ExecRequest;
import io.github.microovn.lxd.model.TerminalSize;
import java.io.IOException;
import java.nio.file.Path;

/** A program that starts a command on a terminal and ends without a word. */
final class UnclosedTerminal {
    private UnclosedTerminal() {}

    /** Arguments: the socket, the instance, and a file there for the number of the process. */
    public static void main(String... args) throws IOException {
        LxdClient client = LxdClient.builder().socket(Path.of(args[0])).connect();
        ExecRequest request = ExecRequest.of("sh", "-c", "echo $$ > \"$1\"; echo ready; exec sleep 30", "sh", args[2]);
        InteractiveProcess process = client.instance(args[1]).execInteractive(request, TerminalSize.STANDARD);
        process.output().read();
    }
}
