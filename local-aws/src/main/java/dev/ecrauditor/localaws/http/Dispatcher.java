package dev.ecrauditor.localaws.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.Cloud;
import dev.ecrauditor.localaws.call.AccountRegion;
import dev.ecrauditor.localaws.call.AwsError;
import dev.ecrauditor.localaws.call.AwsService;
import dev.ecrauditor.localaws.call.Call;
import dev.ecrauditor.localaws.call.Caller;
import dev.ecrauditor.localaws.call.Callers;
import dev.ecrauditor.localaws.call.DenialReason;
import dev.ecrauditor.localaws.call.Fields;
import dev.ecrauditor.localaws.call.IdGenerator;
import dev.ecrauditor.localaws.call.Operation;
import dev.ecrauditor.localaws.call.Operations;
import dev.ecrauditor.localaws.call.Permissions;
import dev.ecrauditor.localaws.call.Refusals;
import dev.ecrauditor.localaws.call.Target;
import dev.ecrauditor.localaws.control.Fault;
import dev.ecrauditor.localaws.control.Faults;
import dev.ecrauditor.localaws.control.LoggedRequest;
import dev.ecrauditor.localaws.control.RequestLog;
import java.time.Clock;
import java.util.Optional;

/** Handles one request: finds the caller and the operation, checks the permission, and returns the response. */
public final class Dispatcher {

    private static final int FORBIDDEN = 403;
    private static final int NO_STATUS = 0;
    private static final int OK = 200;

    /** The parts of the simulation that it uses, besides the operations. */
    public record Parts(
            Cloud cloud, Callers callers, Permissions permissions, Faults faults, Clock clock, IdGenerator ids) {}

    /** The connection is closed instead of a response. */
    private static final class NoResponse extends RuntimeException {
        NoResponse(Fault fault) {
            super(fault.name(), null, false, false);
        }
    }

    private final Parts parts;
    private final Operations operations;
    private final RequestLog<LoggedRequest> log;

    public Dispatcher(Parts parts, Operations operations, RequestLog<LoggedRequest> log) {
        this.parts = parts;
        this.operations = operations;
        this.log = log;
    }

    /** The reply; empty if the connection is closed without one. */
    Optional<HttpReply> serve(HttpRequest request) {
        WireProtocol wire = WireProtocol.of(request);
        Optional<CredentialScope> scope = CredentialScope.of(request);
        WireProtocol.OperationName name =
                wire.name(request, scope.map(CredentialScope::service).orElse(""));
        Optional<Caller> caller = scope.map(parts.callers()::of);
        String requestId = parts.ids().next("request");
        try {
            ObjectNode result = answer(request, wire, name, caller);
            record(request, name, caller, OK, "");
            return Optional.of(wire.answer(name, result, requestId));
        } catch (AwsError e) {
            record(request, name, caller, e.status(), e.code());
            return Optional.of(wire.error(name, e, requestId));
        } catch (NoResponse e) {
            record(request, name, caller, NO_STATUS, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private ObjectNode answer(
            HttpRequest request, WireProtocol wire, WireProtocol.OperationName name, Optional<Caller> signed) {
        Operation operation = operations.find(name.action()).orElseThrow(() -> AwsError.notImplemented(name.action()));
        AwsService service = operation.service();
        Caller caller = signed.orElseThrow(() -> new AwsError(
                FORBIDDEN,
                "MissingAuthenticationToken",
                "The request has no Signature Version 4 Authorization header"));
        if (!parts.permissions().isEnabled(caller.place())) {
            throw Refusals.disabledRegion(service);
        }
        ObjectNode parameters = wire.parameters(request, service);
        Optional<Fault> fault = parts.faults().next(operation.action());
        fault.ifPresent(kind -> failBefore(kind, service));
        Fields fields = new Fields(parameters, "", (path, problem) -> Refusals.invalid(service, path, problem));
        Call call = new Call(service, operation.name(), caller, fields, parts.clock());
        Target target = Target.of(service, caller.place(), parameters);
        if (fault.isEmpty()) {
            return perform(operation, call, target);
        }
        throw noResponseAfter(fault.get(), operation, call, target);
    }

    private ObjectNode perform(Operation operation, Call call, Target target) {
        AccountRegion result = new AccountRegion(target.owner(), call.place().region());
        Optional<DenialReason> denial = parts.permissions().denial(result, operation.permission());
        if (denial.isPresent()) {
            String refused = Refusals.message(call.caller().arn(), operation.permission(), target.arn(), denial.get());
            throw Refusals.denied(operation.service(), refused);
        }
        return parts.cloud().locked(() -> operation.answer(call));
    }

    private NoResponse noResponseAfter(Fault fault, Operation operation, Call call, Target target) {
        try {
            var unused = perform(operation, call, target);
        } catch (AwsError e) {
            return new NoResponse(fault); // an error is not sent either
        }
        return new NoResponse(fault);
    }

    private static void failBefore(Fault fault, AwsService service) {
        switch (fault) {
            case THROTTLED -> throw Refusals.throttled(service);
            case INTERNAL_ERROR -> throw Refusals.internal(service, "Internal error");
            case DROPPED -> throw new NoResponse(fault);
            case TIMEOUT -> {}
        }
    }

    private void record(
            HttpRequest request, WireProtocol.OperationName name, Optional<Caller> caller, int status, String error) {
        AccountRegion place = caller.map(Caller::place).orElse(new AccountRegion("", ""));
        log.add(new LoggedRequest(
                parts.clock().instant(),
                place.account(),
                place.region(),
                name.service(),
                name.operation(),
                resourceOf(request, name, place),
                request.body(),
                status,
                error));
    }

    private static String resourceOf(HttpRequest request, WireProtocol.OperationName name, AccountRegion place) {
        try {
            return AwsService.byPrefix(name.service())
                    .map(service ->
                            Target.of(service, place, WireProtocol.of(request).parameters(request, service)))
                    .map(Target::name)
                    .orElse("");
        } catch (AwsError e) {
            return "";
        }
    }
}
