package dev.ecrauditor.policy.request;

import java.util.List;
import java.util.Map;

/**
 * The resource for which an AWS service acts: the form of the ARNs of its own resources.
 *
 * <p>Source: "Resource types" of each service, Service Authorization Reference; "The confused deputy problem", IAM User
 * Guide.
 *
 * @param partition such as {@code aws}
 * @param service the third field of the ARN
 * @param region the fourth field
 * @param resource the text after the account, for an external resource
 */
public record ServiceResource(String partition, String service, String region, String resource) {

    private static final String DOMAIN = ".amazonaws.com";
    private static final String ID = "0123456789abcdef0123456789abcdef";
    private static final int LONGEST = 63;

    /** The service and the resource in the ARN, by the name of the service without its domain. */
    private static final Map<String, String> KNOWN = Map.ofEntries(
            Map.entry("apprunner", "apprunner service/external/" + ID),
            Map.entry("batch", "batch job-definition/external:1"),
            Map.entry("bedrock-agentcore", "bedrock-agentcore runtime/external"),
            Map.entry("cloudformation", "cloudformation stack/external/00000000-0000-4000-8000-000000000000"),
            Map.entry("cloudwatch", "cloudwatch alarm:external"),
            Map.entry("codebuild", "codebuild project/external"),
            Map.entry("codepipeline", "codepipeline external"),
            Map.entry("ec2", "ec2 instance/i-0123456789abcdef0"),
            Map.entry("ecr", "ecr repository/external"),
            Map.entry("ecs", "ecs service/external/external"),
            Map.entry("ecs-tasks", "ecs task/external/" + ID),
            Map.entry("eks", "eks cluster/external"),
            Map.entry("events", "events rule/external"),
            Map.entry("glue", "glue job/external"),
            Map.entry("imagebuilder", "imagebuilder image-pipeline/external"),
            Map.entry("lambda", "lambda function:external"),
            Map.entry("lightsail", "lightsail ContainerService/00000000-0000-4000-8000-000000000000"),
            Map.entry("logs", "logs log-group:external"),
            Map.entry("s3", "s3 accesspoint/external"),
            Map.entry("sagemaker", "sagemaker model/external"),
            Map.entry("scheduler", "scheduler schedule/default/external"),
            Map.entry("sns", "sns external"),
            Map.entry("sqs", "sqs external"),
            Map.entry("states", "states stateMachine:external"));

    /**
     * An example of a resource for which a service calls.
     *
     * @param principal the name of a service, such as {@code lambda.amazonaws.com}
     */
    public static ServiceResource of(String principal) {
        boolean china = principal.endsWith(DOMAIN + ".cn");
        int domain = principal.indexOf(DOMAIN);
        String name = domain < 0 ? principal : principal.substring(0, domain);
        List<String> labels = List.of(name.split("\\.", -1));
        boolean regional = labels.size() > 1 && isRegion(labels.get(labels.size() - 1));
        String region = regional ? labels.get(labels.size() - 1) : china ? "cn-north-1" : "us-east-1";
        String own = labels.get(labels.size() - (regional ? 2 : 1));
        String[] known = KNOWN.getOrDefault(own, (isName(own) ? own : "service") + " external")
                .split(" ", 2);
        return new ServiceResource(china ? "aws-cn" : "aws", known[0], region, known[1]);
    }

    /** The beginning of the ARN of its resources in an account. */
    String begin(String account) {
        return "arn:" + partition + ":" + service + ":" + region + ":" + account + ":";
    }

    String arn(String account) {
        return begin(account) + resource;
    }

    private static boolean isRegion(String label) {
        String[] words = label.split("-", -1);
        return isName(label)
                && words.length >= 3
                && words[words.length - 1].length() == 1
                && Character.isDigit(words[words.length - 1].charAt(0));
    }

    private static boolean isName(String label) {
        return !label.isEmpty()
                && label.length() <= LONGEST
                && label.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
    }
}
