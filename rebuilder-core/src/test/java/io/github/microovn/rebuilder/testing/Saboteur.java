package io.github.microovn.rebuilder.testing;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Stands before the programs that the tool's scripts run on an instance. Counts their calls, and at a certain one kills the
 * script that makes it, or lets it wait.
 */
public final class Saboteur {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    // What the test itself runs there is let through. A process without parent has been started from outside.
    private static final String PROGRAM = """
            #!/bin/sh
            PATH=/usr/sbin:/usr/bin:/sbin:/bin
            name=${0##*/} home=/run/saboteur
            [ -z "${%s-}" ] || exec "$name" "$@"
            echo "$name" >> $home/calls
            read -r what at < $home/order
            [ "$(wc -l < $home/calls)" -eq "$at" ] || exec "$name" "$@"
            touch $home/done
            case $what in
              before | after)
                pids= pid=$PPID
                while [ "$pid" -gt 1 ]; do
                  pids="$pid $pids"
                  pid=$(sed 's/.*) //' "/proc/$pid/stat" | cut -d' ' -f2)
                done
                [ $what = before ] || "$name" "$@"
                kill -9 $pids
                ;;
              pause)
                while [ -e $home/done ]; do sleep 0.05; done
                exec "$name" "$@"
                ;;
            esac
            """.formatted(LxdInstances.TEST);

    private final LxdInstances instances;
    private final String name;

    public Saboteur(LxdInstances instances, String name) {
        this.instances = instances;
        this.name = name;
    }

    /** Stands before programs from now on, and only counts. */
    public void install(String... programs) {
        instances.sh(name, """
                mkdir -p /run/saboteur
                cat > /usr/local/bin/saboteur << 'END'
                %sEND
                chmod 755 /usr/local/bin/saboteur
                for program in %s; do ln -sf saboteur "/usr/local/bin/$program"; done
                """.formatted(PROGRAM, String.join(" ", programs)));
        count();
    }

    /** Counts anew. */
    public void count() {
        order("nothing", 0);
    }

    /** Kills the script that makes the call of this number, from now on: before the call or as soon as it has done its work. */
    public void killAt(int call, boolean before) {
        order(before ? "before" : "after", call);
    }

    /** Lets the call of this number wait until {@link #resume} or until somebody kills it. */
    public void pauseBefore(int call) {
        order("pause", call);
    }

    private void order(String what, int call) {
        instances.sh(
                name, "cd /run/saboteur && rm -f calls done && touch calls && echo " + what + " " + call + " > order");
    }

    public boolean done() {
        return instances.sh(name, "ls /run/saboteur").contains("done");
    }

    public void awaitDone() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!done()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("there was no such call: " + calls());
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    public void resume() {
        instances.sh(name, "rm -f /run/saboteur/done");
    }

    /** The programs that were called since the last order. */
    public List<String> calls() {
        return instances.sh(name, "cat /run/saboteur/calls").lines().toList();
    }

    /** Stands in nobody's way any more. */
    public void leave() {
        instances.sh(name, "find /usr/local/bin -lname saboteur -delete; rm -rf /usr/local/bin/saboteur /run/saboteur");
    }
}
