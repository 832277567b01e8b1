package io.github.microovn.lxd.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks a test class (named {@code *IT}) that needs a real LXD with the image {@code microovn-lab}. Where none answers the
 * class is skipped, or fails if the system property {@code lab.required} is {@code true}. What ran or was skipped is
 * written to {@code target/real-lxd-PROCESS.txt} of the module.
 *
 * <p>Such a class makes its own instances, named by {@link RealLxdSocket#newInstanceName}, and removes them in any case.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RealLxdExtension.class)
public @interface RealLxd {}
