package io.github.microovn.lxd.model;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The name of a record component in the API, where it is not the component's own name in snake case. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface ApiName {
    /**
     * Returns the name.
     *
     * @return the name in the API; empty where the component is made of the members of the whole object
     */
    String value();
}
