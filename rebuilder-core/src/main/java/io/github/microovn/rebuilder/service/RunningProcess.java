package io.github.microovn.rebuilder.service;

/**
 * A process of a service.
 *
 * @param program the name of its program's file; empty when that is not known
 * @param pid its process id on the host
 * @param sha256 the SHA-256 of what it runs, whatever is at the file's path by now; empty when nobody asked
 */
public record RunningProcess(String program, String pid, String sha256) {}
