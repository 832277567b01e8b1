package io.github.microovn.lxd.embedded;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a client asks to run.
 *
 * @param command the command and its arguments
 * @param environment the variables the command gets, the daemon's own included
 * @param user the user it asks for, of which only {@code id} tells
 * @param group the group it asks for
 * @param directory where to run, as the instance sees it
 * @param streamed whether websockets carry its streams
 * @param interactive whether one websocket stands for a terminal
 * @param columns the width of the terminal
 * @param rows the height of the terminal
 * @param recorded whether its output goes to log files
 */
record ExecSpec(
        List<String> command,
        Map<String, String> environment,
        int user,
        int group,
        String directory,
        boolean streamed,
        boolean interactive,
        int columns,
        int rows,
        boolean recorded) {

    private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin";

    static ExecSpec parse(JsonBody body) {
        int user = body.number("user", "uint32", 0);
        Map<String, String> environment = new LinkedHashMap<>();
        if (user == 0) {
            environment.put("HOME", "/root");
        }
        environment.put("LANG", "C.UTF-8");
        environment.put("PATH", PATH);
        if (user == 0) {
            environment.put("USER", "root");
        }
        environment.putAll(body.map("environment"));
        String directory = body.string("cwd");
        boolean streamed = body.flag("wait-for-websocket");
        return new ExecSpec(
                body.strings("command"),
                environment,
                user,
                body.number("group", "uint32", 0),
                directory.isEmpty() ? environment.getOrDefault("HOME", "/") : directory,
                streamed,
                body.flag("interactive") && streamed,
                body.number("width", "int", 0),
                body.number("height", "int", 0),
                body.flag("record-output") && !streamed);
    }
}
