package io.github.microovn.rebuilder.cli.command;

import com.beust.jcommander.IStringConverter;
import com.beust.jcommander.ParameterException;
import com.beust.jcommander.converters.IParameterSplitter;
import java.util.Arrays;
import java.util.List;

/** What the values of options may look like. */
final class Values {

    static final String AUTO = "auto";
    static final String RICH = "rich";
    static final String JSON = "json";

    static final List<String> OUTPUTS = List.of(AUTO, "plain", RICH, JSON);

    private Values() {}

    /** A whole number from 1 on. */
    static final class CountConverter implements IStringConverter<Integer> {
        @Override
        public Integer convert(String value) {
            try {
                int count = Integer.parseInt(value.strip());
                if (count > 0) {
                    return count;
                }
            } catch (NumberFormatException e) {
                // Said below, like a number that is too small.
            }
            throw new ParameterException("'" + value + "' is not a number from 1 on.");
        }
    }

    /** One of the output formats. */
    static final class OutputConverter implements IStringConverter<String> {
        @Override
        public String convert(String value) {
            if (OUTPUTS.contains(value)) {
                return value;
            }
            throw new ParameterException(
                    "'" + value + "' is not an output format. Available formats: " + String.join(", ", OUTPUTS) + ".");
        }
    }

    /** Keeps empty parts: they are mistakes that somebody should hear of. */
    static final class CommaSplitter implements IParameterSplitter {
        @Override
        public List<String> split(String value) {
            return Arrays.asList(value.split(",", -1));
        }
    }

    /** Takes a value as it is. */
    static final class WholeSplitter implements IParameterSplitter {
        @Override
        public List<String> split(String value) {
            return List.of(value);
        }
    }
}
