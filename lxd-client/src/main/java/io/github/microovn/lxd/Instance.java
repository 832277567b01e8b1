package io.github.microovn.lxd;

import io.github.microovn.lxd.internal.exec.Commands;
import io.github.microovn.lxd.internal.exec.OutputPipe;
import io.github.microovn.lxd.internal.resource.Api;
import io.github.microovn.lxd.internal.resource.Item;
import io.github.microovn.lxd.model.ExecRequest;
import io.github.microovn.lxd.model.ExecResult;
import io.github.microovn.lxd.model.InstanceInfo;
import io.github.microovn.lxd.model.InstanceSettings;
import io.github.microovn.lxd.model.InstanceState;
import io.github.microovn.lxd.model.StateChange;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An instance ({@code /1.0/instances/NAME}), whether it exists or not. Thread-safe. */
public final class Instance extends Resource<InstanceInfo, InstanceSettings> {
    /** What the daemon itself takes beyond the time an instance has to comply. */
    private static final Duration DAEMON_TIME = Duration.ofSeconds(30);

    private final Api api;
    private final Item<InstanceInfo, InstanceSettings> item;
    private final String name;
    private final Commands commands;

    Instance(Api api, String name) {
        this(api, Instances.family(api).item(name), name);
    }

    private Instance(Api api, Item<InstanceInfo, InstanceSettings> item, String name) {
        super(item);
        this.api = api;
        this.item = item;
        this.name = name;
        this.commands = new Commands(api, name);
    }

    /**
     * Renames it ({@code POST /1.0/instances/NAME}). It must be stopped. This handle stays one on the old name.
     *
     * @param newName its new name
     */
    public void rename(String newName) {
        item.rename(newName);
    }

    /** {@return its name} */
    public String name() {
        return name;
    }

    /** {@return what it does right now ({@code GET /1.0/instances/NAME/state})} */
    public InstanceState state() {
        return item.get("state", InstanceState.class);
    }

    /** Starts it and waits until it runs. */
    public void start() {
        changeState(StateChange.start());
    }

    /**
     * Asks it to shut down and waits until it has.
     *
     * @param timeout how long it has, at least one second
     */
    public void stop(Duration timeout) {
        changeState(StateChange.stop(timeout));
    }

    /**
     * Changes its state and waits until that is done ({@code PUT /1.0/instances/NAME/state}).
     *
     * @param change what to do
     */
    public void changeState(StateChange change) {
        String action = change.action().name().toLowerCase(Locale.ROOT);
        long seconds = Math.max(1, change.timeout().toSeconds());
        Map<String, Object> body = Map.of("action", action, "timeout", seconds, "force", change.force());
        api.change(
                item.request("PUT", action + " " + item.called(), "state").withJson(body),
                change.timeout().plus(DAEMON_TIME));
    }

    /** Deletes it and waits until it is gone ({@code DELETE /1.0/instances/NAME}). It must be stopped. */
    public void delete() {
        item.delete();
    }

    /** {@return its files} */
    public InstanceFiles files() {
        return new InstanceFiles(api, name);
    }

    /**
     * Runs a command and collects what it writes.
     *
     * @param command the program and its arguments
     * @return its exit code and output
     */
    public ExecResult run(String... command) {
        return run(ExecRequest.of(List.of(command)));
    }

    /**
     * Runs a command and collects what it writes, over the streams of {@link #exec}.
     *
     * @param request the command
     * @return its exit code and output
     * @throws io.github.microovn.lxd.error.LxdTimeoutException if it took too long; it was killed
     */
    public ExecResult run(ExecRequest request) {
        return commands.run(request);
    }

    /**
     * Runs a command without any stream and waits for its exit code. It goes on when this client ends, and processes it
     * leaves behind do not matter. A timeout ends the wait, not the command.
     *
     * @param request the command, without input
     * @return its exit code
     */
    public int runDetached(ExecRequest request) {
        return commands.runDetached(request);
    }

    /**
     * Runs a command whose output the daemon records in files, which are fetched and deleted afterwards. It goes on when
     * this client ends. A timeout ends the wait, not the command.
     *
     * @param request the command, without input
     * @return its exit code and output
     */
    public ExecResult runRecorded(ExecRequest request) {
        return commands.runRecorded(request);
    }

    /**
     * Starts a command with streams for its input and output. If the connection ends, the command is killed.
     *
     * @param request the command; its input, if any, is not sent: write to {@link ExecProcess#stdin}
     * @return the running command, to be closed
     */
    public ExecProcess exec(ExecRequest request) {
        OutputPipe stdout = new OutputPipe();
        OutputPipe stderr = new OutputPipe();
        return new ExecProcess(commands.start(request, stdout, stderr), stdout, stderr);
    }
}
