package io.github.microovn.rebuilder.cli.command;

import com.beust.jcommander.ParametersDelegate;
import io.github.microovn.rebuilder.cli.console.ExitCode;
import java.util.List;
import java.util.function.Supplier;

/** Prints a script that has a shell complete command lines. */
final class CompletionCommand implements Command {

    private static final List<String> SHELLS = List.of("bash", "zsh", "fish");

    private final Supplier<List<Candidate>> all;

    @ParametersDelegate
    private final CommonOptions common = new CommonOptions();

    private final Words words = new Words(String.join("|", SHELLS));

    /** Completes the commands that there are when it is run. */
    CompletionCommand(Supplier<List<Candidate>> all) {
        this.all = all;
    }

    @Override
    public String name() {
        return "completion";
    }

    @Override
    public String summary() {
        return "Print what has bash, zsh or fish complete command lines of this program";
    }

    @Override
    public List<Example> examples() {
        return List.of(
                new Example(
                        "completion bash > ~/.local/share/bash-completion/completions/microovn-rebuilder", "For bash."),
                new Example("completion zsh > ~/.zfunc/_microovn-rebuilder", "For zsh, where ~/.zfunc is in $fpath."),
                new Example("completion fish > ~/.config/fish/completions/microovn-rebuilder.fish", "For fish."));
    }

    @Override
    public List<String> notes() {
        return List.of(
                "Commands, options, kinds of hosts and the built-in targets are in the script; the names of instances are asked of"
                        + " LXD or Incus by curl, SSH hosts are those of ~/.ssh/config and known_hosts, targets and"
                        + " services are read from the file after -c. No Java is started. The Debian package has all three"
                        + " installed.");
    }

    @Override
    public Words words() {
        return words;
    }

    @Override
    public CommonOptions common() {
        return common;
    }

    @Override
    public ExitCode run(Context context) {
        completion().script().lines().forEach(context.out()::line);
        return ExitCode.OK;
    }

    private Completion completion() {
        String shell =
                words.only().orElseThrow(() -> new UsageException("Name one shell: completion " + words.usage() + "."));
        return switch (shell) {
            case "bash" -> new BashCompletion(all.get());
            case "zsh" -> new ZshCompletion(all.get());
            case "fish" -> new FishCompletion(all.get());
            default ->
                throw new UsageException("There is no completion for '" + shell + "', only for "
                        + String.join(", ", SHELLS) + "." + Suggestion.of(shell, SHELLS));
        };
    }
}
