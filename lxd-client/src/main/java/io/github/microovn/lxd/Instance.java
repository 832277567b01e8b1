package io.github.microovn.lxd;

import io.github.microovn.lxd.internal.exec.Commands;
import io.github.microovn.lxd.internal.exec.ConsoleSession;
import io.github.microovn.lxd.internal.exec.OutputPipe;
import io.github.microovn.lxd.internal.instance.Goals;
import io.github.microovn.lxd.internal.instance.StateChanges;
import io.github.microovn.lxd.internal.json.Members;
import io.github.microovn.lxd.internal.resource.Api;
import io.github.microovn.lxd.internal.resource.Item;
import io.github.microovn.lxd.internal.resource.Noun;
import io.github.microovn.lxd.internal.wait.Waiter;
import io.github.microovn.lxd.model.BackupInfo;
import io.github.microovn.lxd.model.BackupSpec;
import io.github.microovn.lxd.model.ExecRequest;
import io.github.microovn.lxd.model.ExecResult;
import io.github.microovn.lxd.model.InstanceDetails;
import io.github.microovn.lxd.model.InstanceInfo;
import io.github.microovn.lxd.model.InstanceMetadata;
import io.github.microovn.lxd.model.InstanceMove;
import io.github.microovn.lxd.model.InstanceSettings;
import io.github.microovn.lxd.model.InstanceState;
import io.github.microovn.lxd.model.MigrationOffer;
import io.github.microovn.lxd.model.OperationInfo;
import io.github.microovn.lxd.model.StateChange;
import io.github.microovn.lxd.model.TerminalSize;
import io.github.microovn.lxd.model.TransferProgress;
import java.io.InputStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An instance ({@code /1.0/instances/NAME}), whether it exists or not. Thread-safe. */
public final class Instance extends Resource<InstanceInfo, InstanceSettings> {
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

    /**
     * Moves it ({@code POST /1.0/instances/NAME}). This handle stays one on the old name and place.
     *
     * @param move where it goes
     */
    public void move(InstanceMove move) {
        Map<String, @Nullable Object> body = Members.of(move);
        Object member = body.remove("member");
        body.putIfAbsent("name", name);
        body.put("migration", true);
        api.change(item.request("POST", "move " + item.called())
                .withQuery("target", member == null ? null : member.toString())
                .withJson(body));
    }

    /**
     * Lets another server copy it, which creates its instance from
     * {@link io.github.microovn.lxd.model.InstanceSource#migration} ({@code POST /1.0/instances/NAME}).
     *
     * @param live whether it goes on running meanwhile
     * @param instanceOnly whether its snapshots are left behind
     * @return what the other server needs
     */
    public MigrationOffer offer(boolean live, boolean instanceOnly) {
        OperationInfo operation = api.start(item.request("POST", "offer " + item.called())
                .withJson(Map.of("migration", true, "live", live, "instance_only", instanceOnly)));
        Map<String, String> secrets = new LinkedHashMap<>();
        operation.metadata().forEach((connection, secret) -> secrets.put(connection, String.valueOf(secret)));
        return new MigrationOffer(operation.id(), secrets);
    }

    /** {@return its snapshots ({@code /1.0/instances/NAME/snapshots})} */
    public Snapshots snapshots() {
        return new Snapshots(item);
    }

    /** {@return its backups ({@code /1.0/instances/NAME/backups})} */
    public Backups<BackupInfo, BackupSpec> backups() {
        return new Backups<>(item.family(BackupInfo.class, BackupSpec.class, Noun.of("backup"), "backups"));
    }

    /** {@return its logs ({@code /1.0/instances/NAME/logs})} */
    public InstanceLogs logs() {
        return new InstanceLogs(item);
    }

    /** {@return what it has of its image ({@code /1.0/instances/NAME/metadata})} */
    public Resource<InstanceMetadata, InstanceMetadata> metadata() {
        return new Resource<>(item.below(
                InstanceMetadata.class, InstanceMetadata.class, "the metadata of " + item.called(), "metadata"));
    }

    /** {@return its templates ({@code /1.0/instances/NAME/metadata/templates})} */
    public InstanceTemplates templates() {
        return new InstanceTemplates(item);
    }

    /** {@return what it has written to its console since its start, to be closed ({@code GET /1.0/instances/NAME/console})} */
    public InputStream consoleLog() {
        return item.download("console", TransferProgress.NONE).open();
    }

    /** Empties what it has written to its console ({@code DELETE /1.0/instances/NAME/console}). */
    public void clearConsoleLog() {
        api.change(item.request("DELETE", "clear the console log of " + item.called(), "console"));
    }

    /** {@return its name} */
    public String name() {
        return name;
    }

    /**
     * {@return how it is configured and what it does, with its snapshots and backups
     * ({@code GET /1.0/instances/NAME?recursion=1})}
     */
    public InstanceDetails details() {
        return api.get(
                item.request("GET", "read all of " + item.called()).withQuery("recursion", "1"), InstanceDetails.class);
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
        StateChanges.make(item, change, StateChanges.patience(change));
    }

    /**
     * Has it running: starts or resumes it, unless it runs or others start it.
     *
     * @param timeout how long that may take
     */
    public void ensureRunning(Duration timeout) {
        new Goals(item, name, Waiter.real()).running(timeout);
    }

    /**
     * Has it stopped, unless it is or others stop it: resumes it if it is frozen, asks it to shut down, and stops it by force
     * when it has not. One that vanishes when it stops has stopped.
     *
     * @param grace how long it has to shut down, zero to use force at once; the daemon has up to 30 seconds more
     */
    public void ensureStopped(Duration grace) {
        new Goals(item, name, Waiter.real()).stopped(grace);
    }

    /**
     * Has it gone: stops it by force and deletes it, unless it is not there or others delete it.
     *
     * @param timeout how long that may take
     */
    public void ensureAbsent(Duration timeout) {
        new Goals(item, name, Waiter.real()).absent(timeout);
    }

    /** {@return what can be waited for} */
    public InstanceWaits await() {
        return new InstanceWaits(this, item, Waiter.real());
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

    /** {@return what runs many short commands in less time; opens nothing yet, to be closed} */
    public InstanceShell shell() {
        return new InstanceShell(api, name);
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

    /**
     * Starts a command on a terminal ({@code POST /1.0/instances/NAME/exec}). The daemon sets no {@code TERM}: give it one that
     * fits who shows the output. If the connection ends, the command is killed.
     *
     * @param request the command; its input, if any, is not sent: write to {@link InteractiveProcess#input}
     * @param size the size of the terminal
     * @return the running command, to be closed
     */
    public InteractiveProcess execInteractive(ExecRequest request, TerminalSize size) {
        OutputPipe output = new OutputPipe();
        return new InteractiveProcess(commands.startInteractive(request, size, output), output);
    }

    /**
     * Connects to its console ({@code POST /1.0/instances/NAME/console}). It must run. Close the console before the instance is
     * stopped: LXD 5.0.2 sometimes ends by a panic where both end at once.
     *
     * @param size the size of the terminal
     * @return the console, to be closed
     */
    public InstanceConsole console(TerminalSize size) {
        OutputPipe output = new OutputPipe();
        return new InstanceConsole(ConsoleSession.open(api, name, size, output), output);
    }
}
