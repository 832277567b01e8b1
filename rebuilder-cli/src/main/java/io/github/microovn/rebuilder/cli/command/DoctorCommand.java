package io.github.microovn.rebuilder.cli.command;

import com.beust.jcommander.ParametersDelegate;
import io.github.microovn.rebuilder.Doctor;
import io.github.microovn.rebuilder.cli.console.ExitCode;
import io.github.microovn.rebuilder.cli.console.Output;
import io.github.microovn.rebuilder.error.CancelledException;
import io.github.microovn.rebuilder.error.ConfigurationException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Examines whether what was built can be deployed and would run. */
final class DoctorCommand implements Command {

    @ParametersDelegate
    private final SessionOptions options = new SessionOptions();

    @ParametersDelegate
    private final JsonOptions common = new JsonOptions();

    @Override
    public String name() {
        return "doctor";
    }

    @Override
    public String summary() {
        return "Examine whether what is built can be deployed to the hosts and would run there";
    }

    @Override
    public List<Example> examples() {
        return List.of(
                new Example(
                        "doctor -o ~/code/ovn -H lxd:movn1,lxd:movn2,lxd:movn3",
                        "A line for every check and host: what is fit, what is not, and what to do about it."),
                new Example("doctor -q -o ~/code/ovn -H lxd:movn1", "Only what is not as it has to be."),
                new Example("doctor -O json -c my.yaml", "The same for programs: an event a line."));
    }

    @Override
    public List<String> notes() {
        return List.of(
                "Here: is every product there, and a program instead of a wrapper script? On each host: is it reachable, is the"
                        + " snap tried from the remote directory, can that be written to, has it space for twice what is"
                        + " deployed, are the snap's plugs connected; is each program for the host's architecture, does it"
                        + " find its libraries, does it start, is its release near the snap's?",
                "Nothing is replaced and nothing restarted. To try a program that a host does not have yet, it is uploaded"
                        + " beside the file it would replace, as .NAME.rebuilder-try-ID, run with --version in the snap's"
                        + " environment, and removed. Nothing is built: run make before.",
                "Exit codes: 0 everything is fit, warnings or not; 4 something is not; 1 the configuration is wrong; 2 wrong"
                        + " usage; 130 interrupted.");
    }

    @Override
    public CommonOptions common() {
        return common;
    }

    @Override
    public ExitCode run(Context context) {
        var wishes = new AtomicInteger();
        Thread runner = Thread.currentThread();
        try (Doctor doctor = Doctor.open(options.read(context).build(), common.renderer(context.out()))) {
            boolean fit = context.interrupts()
                    .during(
                            wish -> {
                                // The first one lets what was uploaded be removed.
                                if (wishes.incrementAndGet() == 1) {
                                    doctor.stop();
                                } else {
                                    runner.interrupt();
                                }
                            },
                            doctor::examine);
            if (wishes.get() > 0) {
                return ExitCode.INTERRUPTED;
            }
            return fit ? ExitCode.OK : ExitCode.DEPLOY_FAILED;
        } catch (ConfigurationException e) {
            return complain(context.err(), e);
        } catch (CancelledException e) {
            return ExitCode.INTERRUPTED;
        }
    }

    private static ExitCode complain(Output err, ConfigurationException problem) {
        String.valueOf(problem.getMessage()).lines().forEach(err::line);
        return ExitCode.CANNOT_START;
    }
}
