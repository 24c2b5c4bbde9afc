output "arn" {
  value = try(aws_ecr_repository.this[0].arn, aws_ecrpublic_repository.this[0].arn, null)
}

output "name" {
  value = try(aws_ecr_repository.this[0].name, null)
}
