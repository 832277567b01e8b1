package io.github.microovn.lxd.model.system;

import java.util.List;

/**
 * The processors of a server.
 *
 * @param architecture for example {@code x86_64}
 * @param sockets the processors
 * @param total how many threads all of them have
 */
public record CpuResources(String architecture, List<Socket> sockets, long total) {
    /** {@inheritDoc} */
    public CpuResources {
        sockets = List.copyOf(sockets);
    }

    /**
     * A processor.
     *
     * @param name its name
     * @param vendor who made it
     * @param socket its number
     * @param cache its caches
     * @param cores its cores
     * @param frequency its frequency now, in MHz; 0 where that is not known
     * @param frequencyMinimum its lowest frequency, in MHz; 0 where that is not known
     * @param frequencyTurbo its highest frequency, in MHz; 0 where that is not known
     */
    public record Socket(
            String name,
            String vendor,
            long socket,
            List<Cache> cache,
            List<Core> cores,
            long frequency,
            long frequencyMinimum,
            long frequencyTurbo) {
        /** {@inheritDoc} */
        public Socket {
            cache = List.copyOf(cache);
            cores = List.copyOf(cores);
        }
    }

    /**
     * A cache of a processor.
     *
     * @param level its level, 1 being the nearest
     * @param type for example {@code Data} or {@code Unified}
     * @param size its size, in bytes
     */
    public record Cache(long level, String type, long size) {}

    /**
     * A core of a processor.
     *
     * @param core its number in the processor
     * @param die the die it is on
     * @param threads its threads
     * @param frequency its frequency now, in MHz; 0 where that is not known
     */
    public record Core(long core, long die, List<HardwareThread> threads, long frequency) {
        /** {@inheritDoc} */
        public Core {
            threads = List.copyOf(threads);
        }
    }

    /**
     * A thread of a core.
     *
     * @param id its number in the server, as {@code limits.cpu} takes it
     * @param numaNode the NUMA node it is at
     * @param thread its number in the core
     * @param online whether it is in use
     * @param isolated whether it is kept out of normal scheduling
     */
    public record HardwareThread(long id, long numaNode, long thread, boolean online, boolean isolated) {}
}
