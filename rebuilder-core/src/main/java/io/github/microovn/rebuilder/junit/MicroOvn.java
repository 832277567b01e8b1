package io.github.microovn.rebuilder.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Has a MicroOVN cluster for the tests of a class: it comes up before the first test that asks for it, and goes when the class is
 * through. A test, a life cycle method or a constructor gets as parameters what it names of these:
 *
 * <ul>
 *   <li>{@link io.github.microovn.rebuilder.cluster.MicroOvnCluster}: the cluster
 *   <li>{@link io.github.microovn.lxd.LxdClient}: a client of the server that its nodes are on
 *   <li>{@link io.github.microovn.rebuilder.RebuilderOptions.Builder}: options with the built-in configuration, the nodes as hosts,
 *       and what it takes to reach them; the source directory is missing
 *   <li>{@link io.github.microovn.rebuilder.embedded.EmbeddedMicroOvn}: the embedded server, where the nodes are on that
 * </ul>
 *
 * <p>When a test fails, the journals of MicroOVN's services on all nodes are attached to it, a file a node; the failure names
 * them.
 *
 * <p>The same test runs on a real LXD with the configuration parameter {@code microovn.lxd=real}, which is also looked for among
 * the system properties and, as {@code MICROOVN_LXD}, in the environment. So are {@code microovn.image}, the nodes' image;
 * {@code microovn.snap}, a {@code .snap} file or the directory of an unpacked snap, where the image has none and the store is not
 * to be asked; {@code microovn.network} and {@code microovn.storage}, where LXD has several; {@code microovn.prefix}, what the
 * names of nodes begin with.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(MicroOvnExtension.class)
public @interface MicroOvn {

    /**
     * How many nodes the cluster has; the first three are central.
     *
     * @return the number
     */
    int nodes() default 3;

    /**
     * What the names of the nodes begin with.
     *
     * @return the beginning; empty for what {@code microovn.prefix} says, or one that no other test on the server has
     */
    String prefix() default "";

    /**
     * Which LXD the nodes are on.
     *
     * @return the kind of server
     */
    Server lxd() default Server.CONFIGURED;

    /** Kinds of servers. */
    enum Server {
        /** What the parameter {@code microovn.lxd} says, {@code embedded} or {@code real}; without it an embedded one. */
        CONFIGURED,
        /** One in this process. */
        EMBEDDED,
        /** The LXD of this machine. */
        REAL
    }
}
