package io.github.microovn.rebuilder.service;

/**
 * A process that a service keeps running; not the script that started it.
 *
 * @param program the name of its program's file
 * @param pidFile where it writes its process id
 * @param control its control socket; {@code %} stands for the process id
 * @param probe what ovn-appctl asks it, to know that it works
 */
record Daemon(String program, String pidFile, String control, String probe) {}
